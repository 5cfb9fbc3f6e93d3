package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Asynchronous requests that fail in many ways, from many clients at the same time. Tomcat drops
 * some of them without calling a listener.
 */
public abstract class AsyncLoadBehaviour {
  private static final int CLIENTS = 8;
  private static final int REQUESTS_EACH = Integer.getInteger("async.requests", 300);

  /** Far more than any request takes, and less than a dropped one would stay for. */
  private static final Duration STUCK = Duration.ofSeconds(20);

  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  /** Requests that two threads end in different ways; the status is that of the faster one. */
  private static final String THROW_WHILE_COMPLETING = "/async/throw-while-completing";

  private static final String THROW_WHILE_DISPATCHING = "/async/throw-while-dispatching";

  private static final List<String> PATHS =
      List.of(
          "/async/throw-after-start",
          "/async/throw-after-start-handled",
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

  private final Container container;
  private final LogCapture log = LogCapture.open();

  /**
   * Creates the behaviour.
   *
   * @param container the container to run on
   */
  protected AsyncLoadBehaviour(Container container) {
    this.container = container;
  }

  @AfterEach
  void listenNoMore() {
    log.close();
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
      assertThat(total(counted(scrape, path -> true))).isEqualTo(CLIENTS * REQUESTS_EACH);
      assertThat(total(logged(deployment, path -> true))).isEqualTo(CLIENTS * REQUESTS_EACH);
      Set<String> unlike = new HashSet<>(KnownDifferences.pathsLoggedOtherwise(container.family()));
      unlike.addAll(List.of(THROW_WHILE_COMPLETING, THROW_WHILE_DISPATCHING));
      assertThat(counted(scrape, path -> !unlike.contains(path)))
          .isEqualTo(logged(deployment, path -> !unlike.contains(path)));
      assertThat(scrape.sum(Metrics.STUCK_REQUESTS)).isZero();
      assertThat(log.messages("exceeds worker-timeout")).isEmpty();
      assertThat(scrape.sum(Metrics.OWN_ERRORS)).isZero();
    }
  }

  /** Sends one request after the other on a connection, and on a new one after its end. */
  private static void send(Deployment deployment, Random random) throws IOException {
    List<String> paths = paths(random);
    WireConnection connection = deployment.stage().connect();
    try {
      for (String path : paths) {
        connection.send(deployment.stage().head("GET", path, ""));
        if (isOver(connection)) {
          connection.close();
          connection = deployment.stage().connect();
        }
      }
    } finally {
      connection.close();
    }
  }

  private static List<String> paths(Random random) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < REQUESTS_EACH; i++) {
      List<String> from = random.nextInt(TIMEOUT_EVERY) == 0 ? TIMEOUTS : PATHS;
      paths.add(from.get(random.nextInt(from.size())));
    }
    return paths;
  }

  /** Reads a response, if there is one, and returns whether the connection ends with it. */
  private static boolean isOver(WireConnection connection) throws IOException {
    try {
      WireResponse response = connection.receive("GET");
      return !response.complete() || response.announcesClose();
    } catch (EOFException | SocketException unanswered) {
      return true;
    }
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

  private static Map<String, Integer> logged(Deployment deployment, Predicate<String> paths) {
    Map<String, Integer> counts = new TreeMap<>();
    for (AccessLine line : deployment.accessLog()) {
      if (paths.test(withoutContext(line.path()))) {
        counts.merge(withoutContext(line.path()) + " " + line.status(), 1, Integer::sum);
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
