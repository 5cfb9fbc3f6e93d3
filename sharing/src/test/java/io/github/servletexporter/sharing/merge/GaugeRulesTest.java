package io.github.servletexporter.sharing.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import org.junit.jupiter.api.Test;

class GaugeRulesTest {

  @Test
  void everyGaugeOfOursIsMergedAsItIsDeclared() {
    assertThat(MetricCatalog.all())
        .filteredOn(definition -> definition.type() == MetricDefinition.Type.GAUGE)
        .isNotEmpty()
        .allMatch(GaugeRules::isDeclared);
  }

  @Test
  void addsAmountsOfJvms() {
    assertThat(GaugeRules.of("process_resident_memory_bytes")).isEqualTo(GaugeMode.LIMIT);
    assertThat(GaugeRules.of("jvm_threads_state")).isEqualTo(GaugeMode.LIMIT);
  }

  @Test
  void doesNotAddWhatHasNoSum() {
    assertThat(GaugeRules.of("process_start_time_seconds")).isEqualTo(GaugeMode.ALL);
    assertThat(GaugeRules.of("hikaricp_usage_ratio")).isEqualTo(GaugeMode.ALL);
  }
}
