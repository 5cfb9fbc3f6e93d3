package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.RecordedExchange;
import io.github.servletexporter.sharing.AggregateSettings;
import io.github.servletexporter.sharing.AggregateView;
import io.github.servletexporter.sharing.InstanceSource;
import io.github.servletexporter.sharing.merge.MetricsMerge;
import io.github.servletexporter.sharing.merge.Origin;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
              MetricsMerge merge = begin.get();
              merge.add(new Origin("a", true, 1), MetricSnapshots.of(counter(3)));
              return new InstanceSource.Reading(merge, MetricSnapshots.of());
            });

    endpoint.handle(exchange);

    assertThat(exchange.text()).contains("c 3.0");
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

  private static CounterSnapshot counter(double value) {
    return new CounterSnapshot(
        new MetricMetadata("c"),
        List.of(new CounterDataPointSnapshot(value, Labels.EMPTY, null, 0)));
  }

  private static AggregateEndpoint endpoint(InstanceSource source) {
    return new AggregateEndpoint(
        new AggregateView(source, SETTINGS, () -> 0),
        (merged, exchange) -> {
          CounterSnapshot counter = (CounterSnapshot) merged.snapshots().get(0);
          byte[] text = ("c " + counter.getDataPoints().get(0).getValue()).getBytes();
          exchange.getResponse().sendHeadersAndGetBody(200, text.length).write(text);
        });
  }
}
