package io.github.servletexporter.container.tomcat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is wrong with the attributes of an {@code <Executor>}.
 *
 * <p>Tomcat only warns of an attribute that it can't set, and would start without it. So this
 * remembers it until the start, which then fails. Thread-safe.
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

  /** Tomcat found no setter for an attribute, or could not read its value as the setter's type. */
  synchronized void notSet(String name, String value) {
    problems.put(
        name,
        OWN.contains(name) || INHERITED.contains(name)
            ? name + ": expected a whole number, but was \"" + value + "\""
            : name + ": expected no such attribute; those of recycling are " + OWN);
  }

  synchronized void refused(String name, IllegalArgumentException problem) {
    problems.put(name, String.valueOf(problem.getMessage()));
  }

  synchronized void accepted(String name) {
    problems.remove(name);
  }

  /**
   * Ends the start.
   *
   * @throws IllegalArgumentException with every problem, if there is one
   */
  synchronized void requireNone() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems.values()));
    }
  }
}
