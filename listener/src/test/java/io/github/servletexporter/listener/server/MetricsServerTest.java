package io.github.servletexporter.listener.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedLog;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MetricsServerTest {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int MUCH = 16_000_000;
  private static final int OTHER_THREADS = 1;
  private static final ServerLimits SHORT =
      new ServerLimits(
          64,
          40_000_000,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(10));

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordedLog log = RecordedLog.of(MetricsServer.class);
  private MetricsServer server = server(0, MetricsServerTest::greet);

  @AfterEach
  void close() throws IOException {
    server.close();
    log.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void answers() throws Exception {
    start();

    HttpResponse<String> response = get("/metrics?name=x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("GET /metrics name=x\n");
    assertThat(up(server)).isEqualTo(1);
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    start();

    HttpRequest head =
        HttpRequest.newBuilder(uri("/"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = client.send(head, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void bindsThePortOnceItIsFree() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      server = server(other.getLocalPort(), MetricsServerTest::greet);
      server.start();
      await().until(() -> !server.threads().alive().isEmpty());
      assertThat(up(server)).isZero();
      assertThat(server.port()).isEmpty();
    }

    await().untilAsserted(() -> assertThat(up(server)).isEqualTo(1));

    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void namesTheWebApplicationThatHasThePort() throws Exception {
    start();
    int port = server.port().orElseThrow();
    String reason =
        "metrics port 127.0.0.1:"
            + port
            + " is in use by web app \"/app\" of this JVM, and the metrics of this application are at"
            + " /shop/metrics in the application";

    try (MetricsServer second = server(port, MetricsServerTest::greet)) {
      second.start();

      await().untilAsserted(() -> assertThat(second.notice()).contains(reason));
      assertThat(log.lines()).filteredOn(line -> line.contains(reason)).hasSize(1);
      assertThat(server.notice()).isEmpty();
      server.close();
      await().until(() -> second.port().isPresent());
      assertThat(second.notice()).isEmpty();
    }
    assertThat(System.getProperties().keySet())
        .noneMatch(name -> name.toString().startsWith("io.github.servletexporter.metrics-port:"));
  }

  @Test
  void closesWhileItsPortIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      server = server(other.getLocalPort(), MetricsServerTest::greet);
      server.start();
      await().until(() -> !server.threads().alive().isEmpty());

      server.close();

      assertThat(server.threads().alive()).isEmpty();
    }
  }

  @Test
  void leavesNoThreadAndFreesItsPort() throws Exception {
    start();
    get("/");
    int port = server.port().orElseThrow();

    server.close();
    server.close();

    assertThat(server.threads().alive()).isEmpty();
    new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK)).close();
  }

  /** The second request is answered at once, and its client then withholds the body. */
  @ParameterizedTest
  @ValueSource(
      strings = {"GET /metr", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n"})
  void answersWhileHundredsOfClientsStopSending(String sent) throws Exception {
    start();
    for (int i = 0; i < 200; i++) {
      open().getOutputStream().write(sent.getBytes(US_ASCII));
    }

    HttpRequest impatient =
        HttpRequest.newBuilder(uri("/metrics")).timeout(Duration.ofSeconds(5)).build();
    assertThat(client.send(impatient, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

    assertThat(server.threads().alive())
        .hasSizeLessThanOrEqualTo(Responders.THREADS + OTHER_THREADS);
    // None of them keeps its connection.
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(sockets).allMatch(MetricsServerTest::isCutOff));
  }

  @Test
  void holdsALimitedNumberOfConnections() throws Exception {
    start();
    for (int i = 0; i < 200; i++) {
      open();
    }

    await()
        .untilAsserted(
            () ->
                assertThat(sockets.stream().filter(MetricsServerTest::isCutOff).count())
                    .isGreaterThanOrEqualTo(200 - SHORT.connections()));
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  /** Three responses of 16 MB exceed the limit, so the first one is closed unfinished. */
  @Test
  void limitsTheBytesOfResponsesThatNobodyReads() throws Exception {
    server = server(0, MetricsServerTest::sendMuch);
    start();
    for (int i = 0; i < 3; i++) {
      Socket socket = open();
      socket.getOutputStream().write(head("/").getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    assertThat(sockets.get(0).getInputStream().readAllBytes().length).isLessThan(MUCH);
    for (Socket socket : sockets.subList(1, 3)) {
      assertThat(socket.getInputStream().readNBytes(MUCH)).hasSize(MUCH);
    }
  }

  private static void sendMuch(PrometheusHttpExchange exchange) throws IOException {
    try (OutputStream stream = exchange.getResponse().sendHeadersAndGetBody(200, MUCH)) {
      stream.write(new byte[MUCH]);
    }
  }

  /** Both requests arrive at once; the head of the second one is complete only later. */
  @Test
  void answersRequestsOfOneConnectionInOrder() throws Exception {
    start();
    Socket socket = open();
    socket.getOutputStream().write((head("/1") + "GET /2 HTTP/1.1\r\nHo").getBytes(US_ASCII));
    InputStream answers = socket.getInputStream();
    String first = new String(answers.readNBytes(1), US_ASCII);
    socket.getOutputStream().write("st: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

    String all = first + new String(answers.readAllBytes(), US_ASCII);

    assertThat(all)
        .containsSubsequence("HTTP/1.1 200 OK", "GET /1 null", "HTTP/1.1 200 OK", "GET /2 null");
  }

  @Test
  void parsesNothingAfterARequestWithABody() throws Exception {
    start();

    String answer = exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", head("/"));

    assertThat(answer).containsOnlyOnce("HTTP/1.1").contains("Connection: close");
  }

  @Test
  void refusesAHeadThatIsTooLarge() throws Exception {
    start();

    String answer = exchange("GET / HTTP/1.1\r\nHost: a\r\nX: ", "x".repeat(20_000));

    assertThat(answer).startsWith("HTTP/1.1 431 ").endsWith("\r\n\r\nrequest head is too large\n");
  }

  private static String head(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  /** Sends parts of a request; returns everything that the server sends. */
  private String exchange(String... parts) throws IOException {
    Socket socket = open();
    for (String part : parts) {
      socket.getOutputStream().write(part.getBytes(US_ASCII));
    }
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  @Test
  void abortsAnAnswerThatExceedsTheScrapeTimeout() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    server =
        server(
            0,
            exchange -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IOException(e);
              }
            });
    start();
    HttpRequest scrape =
        HttpRequest.newBuilder(uri("/"))
            .header("X-Prometheus-Scrape-Timeout-Seconds", "0.2")
            .build();

    assertThatThrownBy(() -> client.send(scrape, BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesNoInterruptToTheNextRequest() throws Exception {
    server =
        server(
            0,
            exchange -> {
              if (exchange.getRequest().getRequestPath().equals("/slow")) {
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
              }
              greet(exchange);
            });
    start();
    for (int i = 0; i < Responders.THREADS; i++) {
      HttpRequest slow =
          HttpRequest.newBuilder(uri("/slow"))
              .header("X-Prometheus-Scrape-Timeout-Seconds", "0.05")
              .build();
      assertThatThrownBy(() -> client.send(slow, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);

      assertThat(get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersAFailureWithoutDetails() throws Exception {
    server =
        server(
            0,
            exchange -> {
              throw new IllegalStateException("a secret");
            });
    start();

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEmpty();
    assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessage("a secret");
  }

  @Test
  void logsOnceThatItCannotBindAnAddressAndRetries() throws Exception {
    server =
        new MetricsServer(
            new ServerSettings(webApp(), "192.0.2.1", 0, () -> null, false, true, "/shop/metrics"),
            MetricsServerTest::greet,
            failures::add,
            SHORT);
    server.start();
    await().untilAsserted(() -> assertThat(log.lines()).isNotEmpty());

    assertThat(up(server)).isZero();
    assertThat(server.threads().alive()).isNotEmpty();

    server.close();
    assertThat(server.threads().alive()).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("web app \"/app\": cannot bind metrics port 192.0.2.1:0, retrying: ");
  }

  private void start() {
    server.start();
    await().until(() -> server.port().isPresent());
  }

  private MetricsServer server(int port, Endpoint endpoint) {
    return new MetricsServer(
        new ServerSettings(webApp(), LOOPBACK, port, () -> null, false, true, "/shop/metrics"),
        endpoint,
        failures::add,
        SHORT);
  }

  private static WebApp webApp() {
    return new WebApp("/app", MetricsServerTest.class.getClassLoader());
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(LOOPBACK, server.port().orElseThrow());
    sockets.add(socket);
    return socket;
  }

  private static boolean isCutOff(Socket socket) {
    try {
      socket.setSoTimeout(1);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://" + LOOPBACK + ":" + server.port().orElseThrow() + path);
  }

  private static double up(MetricsServer server) {
    return ((GaugeSnapshot) server.collect().get(0)).getDataPoints().get(0).getValue();
  }

  private static void greet(PrometheusHttpExchange exchange) throws IOException {
    byte[] body =
        (exchange.getRequest().getMethod()
                + " "
                + exchange.getRequest().getRequestPath()
                + " "
                + exchange.getRequest().getQueryString()
                + "\n")
            .getBytes(US_ASCII);
    try (OutputStream stream = exchange.getResponse().sendHeadersAndGetBody(200, body.length)) {
      stream.write(body);
    }
  }
}
