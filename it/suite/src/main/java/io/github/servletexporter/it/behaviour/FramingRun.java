package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.it.framing.FramingCase;
import io.github.servletexporter.it.framing.FramingCases;
import io.github.servletexporter.it.framing.FramingOutcome;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * All framing cases sent to one server.
 *
 * @param results outcome of each case
 * @param violations the guard's counts by violation, those above zero
 * @param actions the guard's counts by action, those above zero
 * @param containerViolations the container's own refusals by violation, those above zero
 */
record FramingRun(
    List<Result> results,
    Map<String, Double> violations,
    Map<String, Double> actions,
    Map<String, Double> containerViolations) {
  private static final String CONTAINER = "container";
  private static final int CLIENTS = 8;

  /** Component that answered the first request. */
  enum Answer {
    /** The container: not even the outermost filter saw the request. */
    CONTAINER,
    /** The filter under test: the outer witness saw the request, the inner one did not. */
    FILTER,
    /** The application. */
    APPLICATION
  }

  /**
   * Outcome of a case.
   *
   * @param framingCase the case
   * @param answer the component that answered
   * @param outcome the responses and the end of the connection
   */
  record Result(FramingCase framingCase, Answer answer, FramingOutcome outcome) {
    String name() {
      return framingCase.name();
    }

    boolean refusedByFilter() {
      return answer == Answer.FILTER;
    }

    /** Returns whether the application answered and the container went on to the second request. */
    boolean passedWithTail() {
      return answer == Answer.APPLICATION && outcome.parsedSecond();
    }

    /** Returns whether the application saw the request and the connection ended with it. */
    boolean passedWithoutTail() {
      return answer == Answer.APPLICATION && !outcome.parsedSecond();
    }
  }

  static FramingRun of(Container container, Compliance compliance, FramingMode mode)
      throws Exception {
    ContainerSettings settings = ContainerSettings.atRoot(compliance);
    Config config = Config.builder().set(ConfigKey.FRAMING, mode).build();
    try (Deployment deployment = Deployment.start(container, settings, config)) {
      List<Result> results = sendAll(deployment);
      Scrape scrape = deployment.scrape();
      return new FramingRun(
          results,
          counts(scrape, "violation", false),
          counts(scrape, "action", false),
          counts(scrape, "violation", true));
    }
  }

  private static List<Result> sendAll(Deployment deployment)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Result>> pending = new ArrayList<>();
      for (FramingCase framingCase : FramingCases.all()) {
        pending.add(clients.submit(() -> send(deployment, framingCase)));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : pending) {
        results.add(result.get());
      }
      return results;
    } finally {
      clients.shutdownNow();
    }
  }

  private static Result send(Deployment deployment, FramingCase framingCase) throws Exception {
    String id = "case=" + framingCase.name();
    FramingOutcome outcome =
        FramingOutcome.of(deployment.port(), framingCase, deployment.path("/echo?" + id));
    return new Result(framingCase, answer(deployment.witness(), id), outcome);
  }

  private static Answer answer(Witness witness, String id) {
    if (witness.inner().saw(id)) {
      return Answer.APPLICATION;
    }
    return witness.outer().saw(id) ? Answer.FILTER : Answer.CONTAINER;
  }

  /** Counts what the guard refuses; malformed chunks are found later, while a body is read. */
  private static Map<String, Double> counts(Scrape scrape, String label, boolean container) {
    Map<String, Double> counts = new TreeMap<>();
    for (Sample sample : scrape.find(Metrics.FRAMING_VIOLATIONS, Map.of())) {
      if (sample.value() > 0
          && sample.label("action").equals(CONTAINER) == container
          && !sample.label("violation").equals("chunked_invalid")) {
        counts.merge(sample.label(label), sample.value(), Double::sum);
      }
    }
    return counts;
  }

  /** Returns the names of the cases that match a condition. */
  List<String> names(Predicate<Result> condition) {
    return results.stream().filter(condition).map(Result::name).toList();
  }
}
