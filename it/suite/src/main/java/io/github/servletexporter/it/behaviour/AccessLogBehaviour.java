package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.Container;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * After a mixed load of several clients, the metrics agree with the container's own access log.
 *
 * <p>The log is compared line by line with what was counted. A line is left out only if the
 * outermost filter has not seen its id: the container answered before any filter ran, and nothing
 * in a web application can count that request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessLogBehaviour {
  private static final int CLIENTS = 4;

  /** Requests of all clients together, beside every situation once. */
  private static final int REQUESTS = Integer.getInteger("mixed.requests", 720);

  private static final int KEPT_ALIVE_REQUESTS = 150;
  private static final int STREAMS = 30;

  /** Time after the load in which every request has to end, dropped ones too. */
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private static final List<String> KEPT_ALIVE_PATHS =
      List.of(
          "/ok",
          "/users/7",
          "/status/201",
          "/send-error/404",
          "/send-error/503",
          "/throw/runtime-exception",
          "/nothing/here",
          "/forward?to=/ok",
          "/async/foreign-thread",
          "/async/dispatch?to=/throw/error",
          "/download?bytes=5000");
  private static final List<String> MULTIPLEXED_PATHS = List.of("/ok", "/async/foreign-thread");

  /** Requests that no filter sees: malformed, ambiguous, without a host, too large. */
  private static final List<String> REFUSED =
      List.of(
          "GET / HTTP/1.1\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /no-application HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
          "NONSENSE\r\n\r\n");

  private final Container container;
  private Deployment deployment;

  AccessLogBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void load() throws Exception {
    deployment = Deployment.start(container);
    new Traffic(deployment).run(CLIENTS, number -> everything(new Random(number)));
    Patience.await("only the scrape is active")
        .atMost(END_LIMIT)
        .until(deployment::scrape, now -> now.sum(Metrics.ACTIVE) == 1);
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  private void everything(Random random) throws Exception {
    everySituation(random);
    List<Situation> faults = ofClients();
    Traffic traffic = new Traffic(deployment);
    for (int sent = 0; sent < REQUESTS / CLIENTS; sent += KEPT_ALIVE_REQUESTS + STREAMS) {
      traffic.keepAlive(
          random
              .ints(KEPT_ALIVE_REQUESTS, 0, KEPT_ALIVE_PATHS.size())
              .mapToObj(KEPT_ALIVE_PATHS::get)
              .toList());
      traffic.multiplex(Traffic.cycle(MULTIPLEXED_PATHS, STREAMS));
      faults.get(random.nextInt(faults.size())).probe().perform(deployment.stage());
    }
  }

  /** Returns aborts, resets of HTTP/2 streams and malformed chunks. */
  private List<Situation> ofClients() {
    Stream<Situation> chunks =
        BodySituations.all().stream().filter(each -> each.name().contains("broken chunk"));
    return Stream.concat(AbortSituations.all().stream(), chunks)
        .filter(situation -> situation.families().contains(container.family()))
        .toList();
  }

  private void everySituation(Random random) throws Exception {
    List<Situation> situations = new ArrayList<>(Situations.of(container.family()));
    situations.add(AbortSituations.whileWritingInTheBackground());
    situations.removeIf(situation -> KnownDifferences.has(container.family(), situation));
    Collections.shuffle(situations, random);
    for (Situation situation : situations) {
      situation.probe().perform(deployment.stage());
    }
  }

  @Test
  void countsTheSameMethodsAndStatusesAsTheContainerLogs() {
    Set<String> unlike = KnownDifferences.pathsLoggedOtherwise(container.family());

    Patience.await("the access log is complete")
        .untilAsserted(
            () ->
                assertThat(counted(route -> !unlike.contains(route)))
                    .isEqualTo(logged(line -> !unlike.contains(line.path()))));
  }

  /** The log may name a status that was never sent, but it has a line for each request. */
  @Test
  void countsAsManyRequestsAsTheContainerLogs() {
    assertThat(total(counted(route -> true))).isEqualTo(total(logged(line -> true)));
  }

  @Test
  void leavesNoLineOutThatAFilterHasSeen() {
    long seen = deployment.accessLog().stream().filter(this::reachedAFilter).count();

    assertThat(seen).isEqualTo(deployment.witness().outer().identifiedRequests());
  }

  @Test
  void countsEveryResponseOfTheContainerWithItsRefusals() throws Exception {
    for (String refused : REFUSED) {
      try (WireConnection connection = WireConnection.to(deployment.port())) {
        connection.send(refused);
        assertThat(connection.receive("GET").status()).isGreaterThanOrEqualTo(400);
      }
    }

    Patience.await("the access log is complete")
        .untilAsserted(
            () -> {
              Map<String, Integer> logged = loggedStatuses(); // without the scrape that follows
              assertThat(containerResponses(deployment.scrape())).isEqualTo(logged);
            });
    assertThat(total(loggedStatuses()))
        .isGreaterThanOrEqualTo(total(logged(line -> true)) + REFUSED.size());
  }

  /** Without the tests' own requests: Tomcat logs the upgrade of a connection to HTTP/2 twice. */
  @Test
  void differsFromTheContainersCountByExactlyWhatNoFilterHasSeen() {
    Patience.await("the access log is complete")
        .untilAsserted(
            () -> {
              List<AccessLine> lines = deployment.accessLog();
              int tools = deployment.wholeAccessLog().size() - lines.size();
              int unseen = (int) lines.stream().filter(line -> !reachedAFilter(line)).count();
              Scrape scrape = deployment.scrape();
              assertThat(total(containerResponses(scrape)) - tools)
                  .isEqualTo(total(counted(route -> true)) + unseen);
            });
  }

  private Map<String, Integer> loggedStatuses() {
    Map<String, Integer> counts = new TreeMap<>();
    deployment
        .wholeAccessLog()
        .forEach(line -> counts.merge(statusLabel(line.status()), 1, Integer::sum));
    return counts;
  }

  /** A status without three digits, such as the -1 of sendError(-1), is not a label of its own. */
  private static String statusLabel(int status) {
    return status >= 100 && status <= 999 ? Integer.toString(status) : "_other";
  }

  private static Map<String, Integer> containerResponses(Scrape scrape) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Sample sample : scrape.find(Metrics.CONTAINER_RESPONSES, Map.of())) {
      counts.merge(sample.label("status"), (int) sample.value(), Integer::sum);
    }
    return counts;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          content_length_repeated   | Content-Length: 5\\r\\nContent-Length: 6
          content_length_invalid    | Content-Length: five
          transfer_encoding_invalid | Transfer-Encoding: xchunked
          """)
  void countsAmbiguousFramingThatTheContainerRefuses(String violation, String fields)
      throws Exception {
    Scrape before = deployment.scrape();

    try (WireConnection connection = WireConnection.to(deployment.port())) {
      connection.send(
          "POST / HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
              .formatted(fields.replace("\\r\\n", "\r\n")));
      assertThat(connection.receive("POST").status()).isIn(400, 501);
    }

    Map<String, String> labels = Map.of("violation", violation, "action", "container");
    Patience.await("the refusal is counted")
        .untilAsserted(
            () ->
                assertThat(
                        new Increase(before, deployment.scrape())
                            .of(Metrics.FRAMING_VIOLATIONS, labels))
                    .isEqualTo(1));
  }

  @Test
  void namesTheConnectorOfEachResponse() {
    Scrape scrape = deployment.scrape();

    assertThat(scrape.labelValues(Metrics.CONTAINER_RESPONSES, "connector"))
        .isEqualTo(scrape.labelValues("servlet_connections", "connector"));
  }

  @Test
  void endsEveryRequest() {
    assertThat(deployment.settled().sum(Metrics.OWN_ERRORS)).isZero();
  }

  private Map<String, Integer> counted(Predicate<String> routes) {
    Map<String, Integer> counts = new TreeMap<>();
    Scrape scrape = deployment.scrape();
    for (Sample sample : scrape.find(Metrics.REQUESTS, Map.of())) {
      String path = sample.label(Metrics.ROUTE);
      if (!Deployment.isTool(path) && routes.test(withoutContext(path))) {
        String key = sample.label(Metrics.METHOD) + " " + sample.label(Metrics.STATUS);
        counts.merge(key, (int) sample.value(), Integer::sum);
      }
    }
    return counts;
  }

  private Map<String, Integer> logged(Predicate<AccessLine> lines) {
    Map<String, Integer> counts = new TreeMap<>();
    for (AccessLine line : deployment.accessLog()) {
      AccessLine relative =
          new AccessLine(line.method(), line.status(), withoutContext(line.path()), line.id());
      if (reachedAFilter(line) && lines.test(relative)) {
        counts.merge(methodLabel(line.method()) + " " + line.status(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private String withoutContext(String path) {
    String context = deployment.path("");
    return path.startsWith(context) ? path.substring(context.length()) : path;
  }

  private boolean reachedAFilter(AccessLine line) {
    return deployment.witness().outer().saw(line.id());
  }

  private static String methodLabel(String method) {
    return Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE").contains(method)
        ? method
        : "_OTHER";
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
