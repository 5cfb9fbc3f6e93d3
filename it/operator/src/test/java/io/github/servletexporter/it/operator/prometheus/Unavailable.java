package io.github.servletexporter.it.operator.prometheus;

import java.util.Map;
import java.util.Optional;

/** What can't have data yet, and why. A test fails when one of them has data after all. */
final class Unavailable {
  private static final String STORE = "needs a shared store, which is not there yet";

  private static final Map<String, String> METRICS =
      Map.ofEntries(
          Map.entry("servlet_instances", STORE),
          Map.entry("servlet_instance_exits_total", STORE),
          Map.entry("servlet_instance_info", STORE),
          Map.entry("servlet_store_operations_total", STORE),
          Map.entry("servlet_store_last_success_timestamp_seconds", STORE));

  private Unavailable() {}

  /** Returns why a query has no data. */
  static Optional<String> reason(String expression) {
    return METRICS.entrySet().stream()
        .filter(metric -> expression.contains(metric.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
