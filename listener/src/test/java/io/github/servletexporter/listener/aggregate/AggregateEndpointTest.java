package io.github.servletexporter.listener.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AggregateEndpointTest {

  private static final AggregateSettings SETTINGS =
      new AggregateSettings(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO);

  @Test
  void handsTheMergedViewToItsExposition() throws Exception {
    Exchange exchange = new Exchange();
    AggregateEndpoint endpoint =
        endpoint(
            begin -> {
              MemberMerge merge = begin.get();
              merge.add(Metrics.OLD, MetricSnapshots.of(Metrics.counter("c", 3)));
              return new MemberSource.Reading(merge, MetricSnapshots.of());
            });

    endpoint.handle(exchange);

    assertThat(exchange.body.toString()).contains("c{}0 3.0");
    assertThat(exchange.status).isEqualTo(200);
  }

  @Test
  void failsTheScrapeWhenThereIsNoView() throws Exception {
    Exchange exchange = new Exchange();
    AggregateEndpoint endpoint =
        endpoint(
            begin -> {
              throw new IOException("connection refused");
            });

    endpoint.handle(exchange);

    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.body.toString()).isEqualTo("no aggregate now: connection refused\n");
  }

  private static AggregateEndpoint endpoint(MemberSource source) {
    return new AggregateEndpoint(
        new AggregateView(source, SETTINGS, () -> 0),
        (merged, exchange) -> {
          byte[] text = Texts.of(merged.snapshots()).getBytes();
          exchange.getResponse().sendHeadersAndGetBody(200, text.length).write(text);
        });
  }

  /** One request. */
  private static final class Exchange implements PrometheusHttpExchange, PrometheusHttpResponse {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    @Override
    public PrometheusHttpRequest getRequest() {
      throw new AssertionError("nothing to be read of it");
    }

    @Override
    public PrometheusHttpResponse getResponse() {
      return this;
    }

    @Override
    public void setHeader(String name, String value) {}

    @Override
    public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
      status = statusCode;
      return body;
    }

    @Override
    public void handleException(IOException e) throws IOException {
      throw e;
    }

    @Override
    public void handleException(RuntimeException e) {
      throw e;
    }

    @Override
    public void close() {}
  }
}
