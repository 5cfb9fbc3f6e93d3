package io.github.servletexporter.it.operator.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.listener.endpoint.MemoryExchange;
import io.github.servletexporter.listener.endpoint.Peer;
import io.github.servletexporter.listener.endpoint.ScrapeHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Our scrape of requests whose durations are known, on a server of the JDK. */
final class KnownLoad implements AutoCloseable {
  static final int REQUESTS = 10_000;

  private static final double MEDIAN_NANOS = 20e6;

  private final long[] nanos = new long[REQUESTS];
  private final HttpServer server;

  private KnownLoad(HttpServer server) {
    this.server = server;
    Random random = new Random(1);
    for (int i = 0; i < REQUESTS; i++) {
      nanos[i] = (long) (MEDIAN_NANOS * Math.exp(random.nextGaussian()));
    }
  }

  static KnownLoad start() throws IOException {
    KnownLoad load =
        new KnownLoad(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    RequestMeter meter = new RequestMeter(MeterConfig.defaults());
    int get = meter.methods().indexOf("GET");
    for (int i = 0; i < REQUESTS; i++) {
      meter.duration(meter.route("/" + i % 3), get, 200, "").observe(i % 200, load.nanos[i]);
    }
    ScrapeHandler handler = new ScrapeHandler(meter::collect);
    load.server.createContext("/metrics", exchange -> answer(handler, exchange));
    load.server.start();
    return load;
  }

  private static void answer(ScrapeHandler handler, HttpExchange exchange) throws IOException {
    Scrape scrape = new Scrape(exchange);
    handler.handle(scrape);
    scrape.fields().forEach(exchange.getResponseHeaders()::set);
    byte[] body = scrape.bytes();
    exchange.sendResponseHeaders(scrape.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns the exact quantile. */
  double quantileSeconds(double quantile) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(quantile * REQUESTS) - 1] / 1e9;
  }

  double bucketStart(double seconds) {
    List<Double> below = new ArrayList<>(BucketLayout.DEFAULT_SECONDS);
    below.removeIf(bound -> bound >= seconds);
    return below.isEmpty() ? 0 : below.get(below.size() - 1);
  }

  double bucketEnd(double seconds) {
    List<Double> above = new ArrayList<>(BucketLayout.DEFAULT_SECONDS);
    above.removeIf(bound -> bound < seconds);
    return above.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A scrape of Prometheus. */
  private static final class Scrape extends MemoryExchange {
    private final HttpExchange exchange;

    Scrape(HttpExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public Peer peer() {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public String getMethod() {
      return exchange.getRequestMethod();
    }

    @Override
    public String getRequestPath() {
      return exchange.getRequestURI().getPath();
    }

    @Override
    public @Nullable String getQueryString() {
      return exchange.getRequestURI().getQuery();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      Map<String, List<String>> fields = exchange.getRequestHeaders();
      return Collections.enumeration(fields.getOrDefault(name, List.of()));
    }
  }
}
