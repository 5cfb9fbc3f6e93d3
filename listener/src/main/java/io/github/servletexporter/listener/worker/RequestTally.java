package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tally of the requests without a separate log line, summarized at most once a minute. Used by one
 * thread at a time.
 */
final class RequestTally {

  private static final int MAX_ROUTES = 10;
  private static final String OTHERS = "others";

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Throttle summaries;

  RequestTally(Ticker ticker) {
    summaries = new Throttle(Duration.ofMinutes(1), ticker);
  }

  void add(String request) {
    boolean hasRoom = counts.size() < MAX_ROUTES || counts.containsKey(request);
    counts.merge(hasRoom ? request : OTHERS, 1, Integer::sum);
  }

  /** Returns whether a summary is due, and counts it as written. */
  boolean tryAcquire() {
    return !counts.isEmpty() && summaries.tryAcquire();
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the number of requests of each kind, and resets the tally. */
  String take() {
    String text =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " x " + entry.getKey())
            .collect(Collectors.joining(", "));
    counts.clear();
    return text;
  }
}
