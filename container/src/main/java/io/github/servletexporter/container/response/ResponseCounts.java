package io.github.servletexporter.container.response;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts of responses by connector and status, and of framing violations, for one web application
 * at a time to take over.
 *
 * <p>A web application adds what it takes to its own counters, so that each response is counted
 * once even if several applications of the server are scraped or replaced. The first one that takes
 * is the only one until it releases the counts.
 *
 * <p>Thread-safe. Counting takes no lock and allocates nothing once a status is known.
 *
 * @param <C> the container's type of connectors
 */
public final class ResponseCounts<C> {

  private final ConcurrentHashMap<C, StatusCounts> responses = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, TakenCount> violations = new ConcurrentHashMap<>();
  private @Nullable String taker;

  /** Creates counts of zero. */
  public ResponseCounts() {}

  /** Counts a response. */
  public void response(C connector, int status) {
    StatusCounts counts = responses.get(connector);
    if (counts == null) {
      counts = responses.computeIfAbsent(connector, added -> new StatusCounts());
    }
    counts.increment(status);
  }

  /**
   * Counts a request that the container has refused.
   *
   * @param violation a label value of a small set
   */
  public void violation(String violation) {
    violations.computeIfAbsent(violation, added -> new TakenCount()).increment();
  }

  /**
   * Returns the responses since the previous call by connector and status, with 0 for statuses
   * without three digits, or an empty map if another web application takes them.
   *
   * @param application identifies the caller
   */
  public synchronized Map<C, Map<Integer, Long>> takeResponses(String application) {
    Map<C, Map<Integer, Long>> taken = new HashMap<>();
    if (isTakenBy(application)) {
      responses.forEach((connector, counts) -> taken.put(connector, counts.take()));
    }
    return taken;
  }

  /**
   * Returns the framing violations since the previous call, or an empty map if another web
   * application takes them.
   *
   * @param application identifies the caller
   */
  public synchronized Map<String, Long> takeFramingViolations(String application) {
    Map<String, Long> taken = new HashMap<>();
    if (isTakenBy(application)) {
      violations.forEach((violation, count) -> taken.put(violation, count.take()));
    }
    return taken;
  }

  /** Lets another web application take the counts from now on. May be repeated. */
  public synchronized void release(String application) {
    if (application.equals(taker)) {
      taker = null;
    }
  }

  private boolean isTakenBy(String application) {
    if (taker == null) {
      taker = application;
    }
    return taker.equals(application);
  }
}
