package io.github.servletexporter.filter.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import org.junit.jupiter.api.Test;

class LabelTextTest {

  private static final String PAIR = "\uD83D\uDE00";

  @Test
  void replacesUnpairedSurrogates() {
    assertThat(LabelText.wellFormed("/a\uD800")).isEqualTo("/a\uFFFD");
    assertThat(LabelText.wellFormed("\uDC00\uD800/\uD800")).isEqualTo("\uFFFD\uFFFD/\uFFFD");
    assertThat(LabelText.wellFormed("\uD800" + PAIR + "\uDE00"))
        .isEqualTo("\uFFFD" + PAIR + "\uFFFD");
  }

  @Test
  void returnsAWellFormedTextItself() {
    String text = "/smile/" + PAIR + "/\u00e4";

    assertThat(LabelText.wellFormed(text)).isSameAs(text);
  }

  @Test
  void routesThatDifferInUnpairedSurrogatesAreOneSeries() {
    RequestMeter meter = new RequestMeter(MeterConfig.defaults());

    assertThat(meter.route("/a\uD800")).isSameAs(meter.route("/a\uDC00"));
  }

  @Test
  void countersAndGaugesThatDifferInUnpairedSurrogatesAreOneSeries() {
    CounterFamily counter = new CounterFamily(MetricCatalog.ASYNC_TIMEOUTS, 10);
    counter.increment("/a\uD800");
    counter.increment("/a\uDC00");
    DataPoints gauge = new DataPoints(MetricCatalog.ACTIVE_REQUESTS);
    gauge.add(1, "\uD800");
    gauge.add(2, "\uDC00");

    assertThat(counter.collect().getDataPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getValue()).isEqualTo(2))
        .extracting(DataPointSnapshot::getLabels)
        .satisfies(labels -> assertThat(labels.get("http_route")).isEqualTo("/a\uFFFD"));
    assertThat(gauge.gauge().getDataPoints()).hasSize(1);
  }
}
