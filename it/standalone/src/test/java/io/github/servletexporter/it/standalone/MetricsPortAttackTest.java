package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.attack.AttackTraffic;
import io.github.servletexporter.it.standalone.Attack.Target;
import io.github.servletexporter.it.standalone.attackedapp.RoutesServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attacks on the metrics port of a server with 1,024 file descriptors: honest scrapes are answered,
 * and the application answers every request. Writes the figures to {@code target/attacks.md}, one
 * row for each attack; they are not asserted, since they depend on the machine.
 *
 * <p>Three states take turns: no attack, the attack, and for comparison the same attack on a socket
 * of this test, which shows what the attacker itself takes from the processors.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MetricsPortAttackTest {
  private static final int OPEN_FILES = 1024;
  private static final int ROUNDS = 4;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int REQUESTS_PER_SECOND = 100;

  /** Routes of the application whose scrape has several megabytes. */
  private static final int ROUTES = 2500;

  private static final String PASSWORD = "changeit";

  private final Map<Target, Integer> ports = new EnumMap<>(Target.class);
  private StandaloneServer server;
  private SocketFactory tls;

  /** Starts the server after a change of its process. */
  abstract StandaloneServer start(Consumer<ProcessBuilder> change);

  @BeforeAll
  final void deploy(@TempDir Path directory) throws Exception {
    Path keyStore = directory.resolve("key.p12");
    ServerProcess.run(
        new ProcessBuilder(
            Jvm.tool("keytool"),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-alias",
            "key",
            "-keystore",
            keyStore.toString(),
            "-storepass",
            PASSWORD));
    tls = trusting(keyStore);
    server = start(process -> ServerProcess.limitOpenFiles(process, OPEN_FILES));
    deploy(Target.PLAIN);
    deploy(
        Target.TLS,
        "servlet-exporter.tls.key-store=" + keyStore,
        "servlet-exporter.tls.key-store-password=" + PASSWORD);
    deploy(Target.IPV6, "servlet-exporter.bind-address=::1");
    deploy(Target.LARGE, "servlet-exporter.max-series=10000");
    Web large = new Web(server, name(Target.LARGE));
    for (int i = 0; i < ROUTES; i++) {
      large.text("/ok?route=/a/route/with/a/name/of/usual/length/" + i);
    }
  }

  private void deploy(Target target, String... settings) throws IOException {
    int port = RedeployContract.freePort();
    ports.put(target, port);
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "servlet-exporter.port=" + port;
    server.deploy(name(target), War.of(RoutesServlet.class).withBundle().withSettings(all).build());
  }

  private static String name(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }

  private static SocketFactory trusting(Path keyStore) throws Exception {
    KeyStore store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("key", store.getCertificate("key"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  @AfterAll
  final void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersScrapesAndLeavesTheApplicationAlone(Attack attack) throws Exception {
    new State(attack).measure(); // warms up
    State quiet = new State(attack);
    State attacked = new State(attack);
    State control = new State(attack);
    int opened = 0;
    try (ServerSocket sink = new ServerSocket(0, 50, InetAddress.getByName(attack.server()))) {
      Thread acceptor = new Thread(() -> accept(sink), "sink");
      acceptor.start();
      for (int i = 0; i < ROUNDS; i++) {
        quiet.measure();
        opened += attack(attack, ports.get(attack.target()), attacked);
        attack(attack, sink.getLocalPort(), control);
      }
    }
    report(attack, opened, quiet, attacked, control);
    assertThat(attacked.application.answered()).isEqualTo(attacked.application.sent());
    assertThat(attacked.scrapes.answered()).isPositive();
  }

  /** Measures during an attack on a port; returns the number of its connections. */
  private static int attack(Attack attack, int port, State state) throws InterruptedException {
    try (AttackTraffic traffic = AttackTraffic.start(attack.plan(port))) {
      state.measure();
      return traffic.opened();
    }
  }

  private static void accept(ServerSocket sink) {
    while (!sink.isClosed()) {
      try {
        sink.accept().close();
      } catch (IOException closed) {
        // The loop ends when the socket is closed.
      }
    }
  }

  /**
   * Appends server, attack, connections, scrapes answered within a second and at all, requests
   * answered by the application, its 99th percentile in milliseconds in the three states, and the
   * last two divided by the first.
   */
  private void report(Attack attack, int opened, State quiet, State attacked, State control)
      throws IOException {
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %d and %d of %d | %d of %d | %.1f | %.1f | %.1f | %.2f | %.2f |%n",
            getClass().getSimpleName().replaceAll("AttackIT$", ""),
            attack.title(),
            opened,
            attacked.scrapes.answeredWithin(TimeUnit.SECONDS.toNanos(1)),
            attacked.scrapes.answered(),
            attacked.scrapes.sent(),
            attacked.application.answered(),
            attacked.application.sent(),
            quiet.application.p99Millis(),
            attacked.application.p99Millis(),
            control.application.p99Millis(),
            attacked.application.p99Millis() / quiet.application.p99Millis(),
            control.application.p99Millis() / quiet.application.p99Millis());
    Files.writeString(
        Path.of(System.getProperty("work.directory"), "attacks.md"),
        row,
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Requests to the application and scrapes, in all windows of one kind. */
  private final class State {
    final PacedClient application;
    final PacedClient scrapes;

    State(Attack attack) {
      application =
          new PacedClient(
              SocketFactory.getDefault(),
              new InetSocketAddress("127.0.0.1", server.uri("").getPort()),
              "/" + name(Target.PLAIN) + "/ok",
              REQUESTS_PER_SECOND);
      scrapes =
          new PacedClient(
              attack.target() == Target.TLS ? tls : SocketFactory.getDefault(),
              new InetSocketAddress(attack.server(), ports.get(attack.target())),
              "/metrics",
              attack.scrapesPerSecond());
    }

    void measure() throws InterruptedException {
      Thread scraper = new Thread(() -> scrapes.run(WINDOW_NANOS), "scraper");
      scraper.start();
      application.run(WINDOW_NANOS);
      scraper.join();
    }
  }
}
