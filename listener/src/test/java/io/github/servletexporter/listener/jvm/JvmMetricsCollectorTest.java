package io.github.servletexporter.listener.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmMetricsCollectorTest {

  private final List<Throwable> failures = new ArrayList<>();
  private final JvmMetricsCollector first = new JvmMetricsCollector("/first", failures::add);
  private final JvmMetricsCollector second = new JvmMetricsCollector("/second", failures::add);

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void exposesTheMetricsOnceAndThenForTheNextOwner() {
    assertThat(families(first)).isNotEmpty();
    assertThat(families(second)).isEmpty();

    first.close();

    assertThat(families(second)).isNotEmpty();
    assertThat(families(first)).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void claimsNothingAfterItIsClosed() {
    first.close();

    assertThat(families(first)).isEmpty();
    assertThat(families(second)).isNotEmpty();
  }

  @Test
  void hasMemoryThreadsCollectorsAndProcess() {
    assertThat(families(first))
        .contains("jvm_memory_used_bytes", "jvm_threads_current", "jvm_gc_collection_seconds")
        .contains("process_cpu_seconds", "process_resident_memory_bytes", "jvm_runtime");
  }

  private static List<String> families(JvmMetricsCollector collector) {
    List<String> names = new ArrayList<>();
    collector.collect().forEach(m -> names.add(m.getMetadata().getPrometheusName()));
    return names;
  }
}
