package io.github.servletexporter.listener.watchdog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Requests that have no line of their own in the log, summed up in one at most once a minute. Used
 * by one thread at a time.
 */
final class RequestTally {

  private static final int MAX_ROUTES = 10;
  private static final String OTHERS = "others";
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private long nextNanos;

  RequestTally(long nowNanos) {
    nextNanos = nowNanos;
  }

  void add(String request) {
    boolean hasRoom = counts.size() < MAX_ROUTES || counts.containsKey(request);
    counts.merge(hasRoom ? request : OTHERS, 1, Integer::sum);
  }

  /** Returns whether there is something to tell, and it is time to. */
  boolean isDue(long nowNanos) {
    return !counts.isEmpty() && nowNanos - nextNanos >= 0;
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns how many there were of each, and begins anew. */
  String take(long nowNanos) {
    String text =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " x " + entry.getKey())
            .collect(Collectors.joining(", "));
    counts.clear();
    nextNanos = nowNanos + MINUTE_NANOS;
    return text;
  }
}
