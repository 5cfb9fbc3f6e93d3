package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.MalformedResponseException;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.Container.Family;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Asynchronous requests that fail in many ways, from many clients at the same time. Tomcat drops
 * some of them without calling a listener.
 */
abstract class AsyncLoadBehaviour {
  private static final int CLIENTS = 8;
  private static final int REQUESTS_EACH = Integer.getInteger("async.requests", 150);

  /** Far more than any request takes, and less than a dropped one would stay for. */
  private static final Duration STUCK = Duration.ofSeconds(20);

  /** Number of lines of which at most one may be spoiled. */
  private static final int SPOILED_LINES = 200;

  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  /** Requests that two threads end in different ways; the status is that of the faster one. */
  private static final String THROW_WHILE_COMPLETING = "/async/throw-while-completing";

  private static final String THROW_WHILE_DISPATCHING = "/async/throw-while-dispatching";

  private static final Set<String> ENDED_BY_TWO_THREADS =
      Set.of(THROW_WHILE_COMPLETING, THROW_WHILE_DISPATCHING);

  private static final List<String> PATHS =
      List.of(
          "/async/throw-after-complete",
          "/async/dispatch?to=/throw/runtime-exception",
          "/async/dispatch?to=/throw/error",
          "/async/dispatch-at-once?to=/throw/runtime-exception",
          "/async/dispatch-after-commit",
          THROW_WHILE_COMPLETING,
          THROW_WHILE_DISPATCHING,
          "/async/send-error",
          "/async/dispatch?to=/send-error/503",
          "/async/status",
          "/async/restart",
          "/async/foreign-thread",
          "/async/complete");

  /** One in so many requests times out, for which Tomcat takes a second. */
  private static final int TIMEOUT_EVERY = 50;

  private static final List<String> TIMEOUTS =
      List.of("/async/timeout", "/async/timeout-completed", "/async/timeout-thrown");

  private static final List<String> THROW_BEFORE_TIMEOUT =
      List.of("/async/throw-after-start", "/async/throw-after-start-handled");

  private final Container container;

  /** The path of each request, by its id, and the status that the client received, if any. */
  private final Map<String, String> sent = new ConcurrentHashMap<>();

  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  private final LogCapture messages = LogCapture.open();

  AsyncLoadBehaviour(Container container) {
    this.container = container;
  }

  @AfterEach
  void listenNoMore() {
    messages.close();
  }

  @Test
  @Tag("full")
  void countsEachRequestOnceAndEndsIt() throws Exception {
    Config config = Config.builder().set(ConfigKey.WORKER_TIMEOUT, STUCK).build();
    try (Deployment deployment =
        Deployment.start(container, ContainerSettings.defaults(), config)) {
      Clients.run(CLIENTS, number -> send(deployment, new Random(number)));

      Scrape scrape =
          Patience.await("only the scrape is active")
              .atMost(END_LIMIT)
              .until(deployment::scrape, now -> now.sum(Metrics.ACTIVE) == 1);
      Set<String> read = read(deployment);
      Map<String, Integer> log =
          Patience.await("each request is logged")
              .until(
                  () -> statuses(deployment.accessLog()),
                  lines -> read.size() - lines.size() <= read.size() / SPOILED_LINES);
      assertThat(read).containsAll(log.keySet());
      assertThat(total(counted(scrape, path -> true))).isEqualTo(read.size());
      Set<String> unlike = new HashSet<>(KnownDifferences.pathsLoggedOtherwise(container.family()));
      unlike.addAll(ENDED_BY_TWO_THREADS);
      assertThat(counted(scrape, path -> !unlike.contains(path)))
          .isEqualTo(expected(read, log, path -> !unlike.contains(path)));
      assertThat(scrape.sum(Metrics.STUCK_REQUESTS)).isZero();
      assertThat(messages.messages("exceeds worker-timeout")).isEmpty();
      assertThat(scrape.sum(Metrics.OWN_ERRORS)).isZero();
    }
  }

  /** Sends one request after the other on a connection, and on a new one after its end. */
  private void send(Deployment deployment, Random random) throws IOException {
    WireConnection connection = deployment.stage().connect();
    try {
      for (String path : paths(random)) {
        Stage stage = deployment.stage();
        if (isOver(connection, stage, path)) {
          connection.close();
          connection = stage.connect();
        }
      }
    } finally {
      connection.close();
    }
  }

  /**
   * Returns the paths to request. Under such a load, Jetty never ends some requests that have a
   * timeout, with and without servlet-exporter.
   */
  private List<String> paths(Random random) {
    boolean timeouts = container.family() != Family.JETTY;
    List<String> failing = new ArrayList<>(PATHS);
    failing.addAll(timeouts ? THROW_BEFORE_TIMEOUT : List.of());
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < REQUESTS_EACH; i++) {
      boolean timesOut = timeouts && random.nextInt(TIMEOUT_EVERY) == 0;
      List<String> from = timesOut ? TIMEOUTS : failing;
      paths.add(from.get(random.nextInt(from.size())));
    }
    return paths;
  }

  /**
   * Sends a request, and returns whether the connection cannot be used again: it has ended, or it
   * ends with the response, or a second thread may still write to it.
   */
  private boolean isOver(WireConnection connection, Stage stage, String path) throws IOException {
    try {
      sent.put(stage.id(), path.replaceFirst("\\?.*", ""));
      connection.send(stage.head("GET", path, ""));
      WireResponse response = connection.receive("GET");
      received.put(stage.id(), response.status());
      return !response.complete()
          || response.announcesClose()
          || ENDED_BY_TWO_THREADS.contains(path);
    } catch (MalformedResponseException mixed) {
      // The application's thread and Tomcat have written a head at the same time.
      assertThat(ENDED_BY_TWO_THREADS).contains(path);
      return true;
    } catch (EOFException | SocketException closed) {
      unanswered.add(stage.id());
      return true;
    }
  }

  /**
   * Returns the ids of the requests that have reached the application. A server may close a
   * connection after a response that does not announce it, and not read the next request.
   */
  private Set<String> read(Deployment deployment) {
    WitnessFilter witness = deployment.witness().outer();
    Set<String> read = new HashSet<>(sent.keySet());
    read.removeIf(id -> unanswered.contains(id) && !witness.saw(id));
    return read;
  }

  /**
   * Returns the logged status of each request. Tomcat may log one twice that two threads end, and
   * may write a line while it already reads the next request into the same buffers: then the id or
   * the path is another text.
   */
  private Map<String, Integer> statuses(List<AccessLine> log) {
    Map<String, Integer> statuses = new HashMap<>();
    for (AccessLine line : log) {
      String path = sent.get(line.id());
      if (path != null && statuses.put(line.id(), line.status()) != null) {
        assertThat(ENDED_BY_TWO_THREADS).contains(path);
      }
    }
    return statuses;
  }

  /** Returns what has to be counted: the logged status, or the one received if there is none. */
  private Map<String, Integer> expected(
      Set<String> read, Map<String, Integer> log, Predicate<String> paths) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String id : read) {
      String path = sent.get(id);
      if (paths.test(path)) {
        Integer status = log.getOrDefault(id, received.get(id));
        counts.merge(path + " " + status, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static Map<String, Integer> counted(Scrape scrape, Predicate<String> paths) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Sample sample : scrape.find(Metrics.REQUESTS, Map.of())) {
      String route = sample.label(Metrics.ROUTE);
      if (!Deployment.isTool(route) && paths.test(withoutContext(route))) {
        counts.merge(
            withoutContext(route) + " " + sample.label(Metrics.STATUS),
            (int) sample.value(),
            Integer::sum);
      }
    }
    return counts;
  }

  private static String withoutContext(String path) {
    return path.substring(ContainerSettings.CONTEXT_PATH.length());
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
