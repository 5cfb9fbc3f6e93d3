package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.RecordedExchange;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
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
    RecordedExchange exchange = new RecordedExchange("GET", "/metrics");

    handler.handle(exchange);

    assertThat(exchange.status).isEqualTo(200);
    assertThat(exchange.text()).contains("answer 42.0");
  }

  @Test
  void answers400ToAnUnknownDebugFormat() throws Exception {
    RecordedExchange exchange = new RecordedExchange("GET", "/metrics?debug=nonsense");

    handler.handle(exchange);

    assertThat(exchange.status).isEqualTo(400);
    assertThat(exchange.text()).doesNotContain("nonsense");
  }

  @Test
  void answers400ToAMalformedQuery() throws Exception {
    RecordedExchange exchange = new RecordedExchange("GET", "/metrics?debug=%zz");

    handler.handle(exchange);

    assertThat(exchange.status).isEqualTo(400);
  }
}
