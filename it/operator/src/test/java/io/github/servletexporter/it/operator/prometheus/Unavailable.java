package io.github.servletexporter.it.operator.prometheus;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * Queries that cannot have data within a minute, with the reasons. A test fails if one of them has
 * data after all.
 */
final class Unavailable {
  private static final Map<String, String> QUERIES =
      Map.ofEntries(
          entry(
              "servlet_store_last_success_timestamp_seconds > 120",
              "takes two minutes without the store"),
          entry(
              "servlet_config_last_reload_successful == 0",
              "no server of this test has a file that it reloads"),
          entry("servlet_auth_failures_total", "no server of this test asks for credentials"),
          entry(
              "job_instance:jvm_memory_heap_low:ratio10m > 0.9",
              "no server of this test needs much memory"),
          entry(
              "job_instance:jvm_gc_pauses:rate5m > 0.1",
              "no server of this test needs much memory"),
          entry("jvm_threads_deadlocked > 0", "no server of this test has a deadlock"),
          entry("jvm_threads_current[10m]) > 200", "takes more than an hour"),
          entry(
              "job_instance:process_fds:ratio > 0.8",
              "no server of this test has many connections"),
          entry(
              "db_client_connection_pending_requests > 0",
              "no server of this test has a database"));

  private Unavailable() {}

  /** Returns the reason for which a query has no data. */
  static Optional<String> reason(String expression) {
    return QUERIES.entrySet().stream()
        .filter(query -> expression.contains(query.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
