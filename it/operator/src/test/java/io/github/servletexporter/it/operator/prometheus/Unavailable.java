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
          "no server of this test has a file that it reloads");

  private Unavailable() {}

  /** Returns the reason for which a query has no data. */
  static Optional<String> reason(String expression) {
    return QUERIES.entrySet().stream()
        .filter(query -> expression.contains(query.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
