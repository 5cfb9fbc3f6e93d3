package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.base.Ticker;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Scrape that is rendered once for equal requests that arrive together, and limited, so that
 * scrapes cannot occupy every thread and all memory. Requests above the limits get 503.
 * Thread-safe.
 *
 * <p>A response is rendered as a whole before it is sent, so that a slow client occupies none of
 * the renderings.
 */
public final class SharedScrape implements Endpoint {

  private static final int BAD_REQUEST = 400;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final Endpoint endpoint;
  private final ScrapeLimits limits;
  private final ExpositionFormats formats;
  private final Semaphore permits;
  private final Ticker ticker = Ticker.system();
  private final PeerLimit requests;
  private final Map<ScrapeKey, Rendering> renderings = new ConcurrentHashMap<>();

  /**
   * Creates a limited scrape.
   *
   * @param endpoint renders the scrapes; its response depends on nothing but format, coding and
   *     query
   */
  public SharedScrape(Endpoint endpoint, ScrapeLimits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.permits = new Semaphore(limits.renderings());
    this.requests = new PeerLimit(limits.requests(), limits.requestsOfPeer());
    this.formats = ExpositionFormats.init(PrometheusProperties.builder().build());
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    ScrapeKey key;
    try {
      key = ScrapeKey.of(exchange, formats);
    } catch (RuntimeException malformedQuery) {
      PlainAnswer.send(exchange, BAD_REQUEST, "malformed query");
      return;
    }
    if (!requests.enter(exchange.peer())) {
      refuse(exchange, "too many concurrent scrapes");
      return;
    }
    try {
      answer(exchange, key);
    } finally {
      requests.leave(exchange.peer());
    }
  }

  private void answer(Exchange exchange, ScrapeKey key) throws IOException {
    long limitNanos = Math.min(limits.answer().toNanos(), ScrapeTimeout.nanos(exchange));
    Response response;
    try {
      response = response(exchange, key, limitNanos);
    } catch (TimeoutException e) {
      refuse(exchange, "the scrape is not available");
      return;
    }
    response.fields().forEach(exchange::setHeader);
    exchange.send(response.status(), response.body());
  }

  private static void refuse(Exchange exchange, String reason) throws IOException {
    exchange.setHeader("Retry-After", "1");
    PlainAnswer.send(exchange, SERVICE_UNAVAILABLE, reason);
  }

  /**
   * Returns a rendering that has begun, or a new one. Another follows if the client of a shared
   * rendering leaves: its short time limit, or its end, concerns no other client.
   */
  private Response response(Exchange exchange, ScrapeKey key, long limitNanos)
      throws IOException, TimeoutException {
    long endNanos = ticker.nanos() + limitNanos;
    try {
      while (true) {
        long nowNanos = ticker.nanos();
        long leftNanos = endNanos - nowNanos;
        Rendering mine = new Rendering(nowNanos);
        Rendering shared =
            renderings.compute(key, (same, present) -> isFresh(present, nowNanos) ? present : mine);
        if (shared == mine) {
          return render(mine, exchange, key, leftNanos).response();
        }
        Optional<Rendered> rendered = shared.await(leftNanos);
        if (rendered.isPresent()) {
          return rendered.get().response();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a scrape");
    }
  }

  /** A rendering that hangs is shared no longer: the next one may succeed. */
  private boolean isFresh(@Nullable Rendering present, long nowNanos) {
    return present != null && nowNanos - present.startNanos() < limits.answer().toNanos();
  }

  private Rendered render(Rendering mine, Exchange exchange, ScrapeKey key, long limitNanos)
      throws IOException, TimeoutException, InterruptedException {
    boolean left = true;
    try {
      if (!permits.tryAcquire(limitNanos, TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      left = false;
      try {
        ScrapeExchange scrape = new ScrapeExchange(exchange, key.gzip());
        endpoint.handle(scrape);
        Rendered rendered = scrape.rendered();
        if (!Thread.currentThread().isInterrupted()) { // otherwise it may be incomplete
          mine.complete(rendered);
        }
        return rendered;
      } catch (InterruptedIOException e) {
        left = true;
        throw e;
      } finally {
        permits.release();
      }
    } finally {
      renderings.remove(key, mine);
      mine.end(left || Thread.currentThread().isInterrupted());
    }
  }

  /** Returns the number of requests that are being answered. */
  int requests() {
    return requests.requests();
  }

  /** Response that a thread renders and others wait for. Thread-safe. */
  private static final class Rendering {

    private final long startNanos;
    private final CompletableFuture<Optional<Rendered>> result = new CompletableFuture<>();

    Rendering(long startNanos) {
      this.startNanos = startNanos;
    }

    long startNanos() {
      return startNanos;
    }

    void complete(Rendered rendered) {
      result.complete(Optional.of(rendered));
    }

    /**
     * Ends the wait of the others if there is no response.
     *
     * @param left whether the client has left, so that another one may succeed
     */
    void end(boolean left) {
      if (left) {
        result.complete(Optional.empty());
      } else {
        result.cancel(false);
      }
    }

    /** Returns the response, empty if its client has left. */
    Optional<Rendered> await(long limitNanos) throws TimeoutException, InterruptedException {
      try {
        return result.get(limitNanos, TimeUnit.NANOSECONDS);
      } catch (ExecutionException | CancellationException failed) {
        throw new TimeoutException();
      }
    }
  }

  /** Response that several requests share. */
  private static final class Rendered {

    private final int status;
    private final Map<String, String> fields;
    private final byte[] bytes;

    Rendered(int status, Map<String, String> fields, byte[] bytes) {
      this.status = status;
      this.fields = fields;
      this.bytes = bytes;
    }

    /** Returns a response of its own for a request, which alone keeps the bytes. */
    Response response() {
      return new Response(status, fields, new Body(bytes));
    }
  }

  private record Response(int status, Map<String, String> fields, Body body) {}

  /** Request of the thread that renders. */
  private static final class ScrapeExchange extends MemoryExchange {

    private final Exchange first;
    private final boolean gzip;

    ScrapeExchange(Exchange first, boolean gzip) {
      this.first = first;
      this.gzip = gzip;
    }

    /** Returns the response, without its length, which each request is told by its server. */
    Rendered rendered() {
      fields().remove("Content-Length");
      return new Rendered(status(), Map.copyOf(fields()), bytes());
    }

    @Override
    public Peer peer() {
      return first.peer();
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getRequestPath() {
      return first.getRequestPath();
    }

    @Override
    public @Nullable String getQueryString() {
      return first.getQueryString();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      if (name.equalsIgnoreCase("Accept-Encoding")) {
        return Collections.enumeration(gzip ? List.of("gzip") : List.of());
      }
      return first.getHeaders(name);
    }
  }
}
