package io.github.servletexporter.listener.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.RecordedExchange;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AggregateEndpointTest {

  private static final AggregateSettings SETTINGS =
      new AggregateSettings(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO);

  @Test
  void handsTheMergedViewToItsExposition() throws Exception {
    RecordedExchange exchange = new RecordedExchange("GET", "/metrics/all");
    AggregateEndpoint endpoint =
        endpoint(
            begin -> {
              MemberMerge merge = begin.get();
              merge.add(Metrics.OLD, MetricSnapshots.of(Metrics.counter("c", 3)));
              return new MemberSource.Reading(merge, MetricSnapshots.of());
            });

    endpoint.handle(exchange);

    assertThat(exchange.text()).contains("c{}0 3.0");
    assertThat(exchange.status).isEqualTo(200);
  }

  @Test
  void failsTheScrapeWhenThereIsNoView() throws Exception {
    RecordedExchange exchange = new RecordedExchange("GET", "/metrics/all");
    AggregateEndpoint endpoint =
        endpoint(
            begin -> {
              throw new IOException("connection refused");
            });

    endpoint.handle(exchange);

    assertThat(exchange.status).isEqualTo(503);
    assertThat(exchange.text()).isEqualTo("no aggregate now: connection refused\n");
  }

  private static AggregateEndpoint endpoint(MemberSource source) {
    return new AggregateEndpoint(
        new AggregateView(source, SETTINGS, () -> 0),
        (merged, exchange) -> {
          byte[] text = Texts.of(merged.snapshots()).getBytes();
          exchange.getResponse().sendHeadersAndGetBody(200, text.length).write(text);
        });
  }
}
