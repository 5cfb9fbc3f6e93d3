package io.github.servletexporter.it.operator.prometheus;

import java.util.Map;
import java.util.Optional;

/**
 * Queries that cannot have data within a minute, with the reasons. A test fails if one of them has
 * data after all.
 */
final class Unavailable {
  private static final Map<String, String> QUERIES =
      Map.of(
          "servlet_store_last_success_timestamp_seconds > 120",
          "takes two minutes without the store",
          "servlet_config_last_reload_successful == 0",
          "no server of this test has a file that it reloads",
          "servlet_auth_failures_total",
          "no server of this test asks for credentials",
          "job_instance_pool:servlet_stuck_workers:ratio > 0.5",
          "only a few workers are stuck",
          "job_instance:jvm_memory_heap_low:ratio10m > 0.9",
          "no server of this test needs much memory",
          "job_instance:jvm_gc_pauses:rate5m > 0.1",
          "no server of this test needs much memory",
          "jvm_threads_deadlocked > 0",
          "no server of this test has a deadlock",
          "jvm_threads_current[10m]) > 200",
          "takes more than an hour",
          "job_instance:process_fds:ratio > 0.8",
          "no server of this test has many connections");

  private Unavailable() {}

  /** Returns the reason for which a query has no data. */
  static Optional<String> reason(String expression) {
    return QUERIES.entrySet().stream()
        .filter(query -> expression.contains(query.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
