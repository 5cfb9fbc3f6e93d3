package io.github.servletexporter.container.tomcat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Problems with the attributes of an {@code <Executor>}.
 *
 * <p>Tomcat only logs a warning for an attribute that it cannot set and starts without it.
 * Therefore problems are collected until the start, which then fails. Thread-safe.
 */
final class AttributeProblems {

  private static final List<String> OWN =
      List.of("maxRequests", "maxRequestsJitter", "maxLifetimeSeconds", "maxLifetimeJitterSeconds");

  private static final Set<String> INHERITED =
      Set.of(
          "maxIdleTime",
          "maxQueueSize",
          "maxThreads",
          "minSpareThreads",
          "threadPriority",
          "threadRenewalDelay");

  private final Map<String, String> problems = new TreeMap<>();

  /** Adds an attribute that has no setter or whose value does not have the type of the setter. */
  synchronized void notSet(String name, String value) {
    problems.put(
        name,
        OWN.contains(name) || INHERITED.contains(name)
            ? name + ": expected a whole number, but was \"" + value + "\""
            : name + ": unknown attribute; the attributes for recycling are " + OWN);
  }

  synchronized void refused(String name, IllegalArgumentException problem) {
    problems.put(name, String.valueOf(problem.getMessage()));
  }

  synchronized void accepted(String name) {
    problems.remove(name);
  }

  /**
   * Throws an exception if there are problems.
   *
   * @throws IllegalArgumentException if there is a problem; the message lists all of them
   */
  synchronized void requireNone() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems.values()));
    }
  }
}
