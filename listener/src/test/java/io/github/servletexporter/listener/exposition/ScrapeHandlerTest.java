package io.github.servletexporter.listener.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;

class ScrapeHandlerTest {

  private final ScrapeHandler handler =
      new ScrapeHandler(
          () ->
              MetricSnapshots.of(
                  GaugeSnapshot.builder()
                      .name("answer")
                      .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(42).build())
                      .build()));

  @Test
  void answersInText() throws Exception {
    Exchange exchange = new Exchange(null);

    handler.handle(exchange);

    assertThat(exchange.status).isEqualTo(200);
    assertThat(exchange.body.toString()).contains("answer 42.0");
  }

  @Test
  void blamesTheClientForADebugFormatThatThereIsNot() throws Exception {
    Exchange exchange = new Exchange("debug=nonsense");

    handler.handle(exchange);

    assertThat(exchange.status).isEqualTo(400);
    assertThat(exchange.body.toString()).doesNotContain("nonsense");
  }

  @Test
  void blamesTheClientForAQueryThatIsMalformed() throws Exception {
    Exchange exchange = new Exchange("debug=%zz");

    handler.handle(exchange);

    assertThat(exchange.status).isEqualTo(400);
  }

  /** One GET with a query string. */
  private static final class Exchange
      implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

    private final String query;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    Exchange(String query) {
      this.query = query;
    }

    @Override
    public PrometheusHttpRequest getRequest() {
      return this;
    }

    @Override
    public PrometheusHttpResponse getResponse() {
      return this;
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

    @Override
    public String getQueryString() {
      return query;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.emptyEnumeration();
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getRequestPath() {
      return "/metrics";
    }

    @Override
    public void setHeader(String name, String value) {}

    @Override
    public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
      status = statusCode;
      return body;
    }
  }
}
