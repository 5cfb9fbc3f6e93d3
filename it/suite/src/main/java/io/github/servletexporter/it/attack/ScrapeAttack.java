package io.github.servletexporter.it.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attack on the scrape of 5 MB in an application with a heap of 256 MB: 100 clients that scrape
 * without a pause, and 20 that do not read what they have asked for. Sends 1,020 requests.
 */
public abstract class ScrapeAttack {

  private static final int SCRAPERS = 100;
  private static final int SCRAPES_OF_EACH = 10;
  private static final int STALLED = 20;
  private static final int SMALL_BUFFER = 4096;
  private static final String STATUS_LINE = "HTTP/1.1 200";
  private static final long LARGE_SCRAPE = 4_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile(AttackedApp.SERVES + "(\\d+)");
  private static final String SCRAPE = request("/app/metrics");
  private static final String PAGE = request("/app/ok");

  private final Class<?> program;

  /**
   * Creates the test.
   *
   * @param program class whose main method calls {@link AttackedApp#run}
   */
  protected ScrapeAttack(Class<?> program) {
    this.program = program;
  }

  @Test
  @Tag("full")
  void leavesMemoryAndThreadsToTheApplication(@TempDir Path directory) throws Exception {
    Path console = directory.resolve("console");
    Process app = start(console);
    try {
      int port = awaitPort(app, console);
      Map<Integer, LongAdder> scrapes = new ConcurrentSkipListMap<>();
      Map<Integer, LongAdder> pages = new ConcurrentSkipListMap<>();

      attack(port, scrapes, pages);

      assertThat(pages).as("statuses of the application during the attack").containsOnlyKeys(200);
      assertThat(scrapes).as("statuses of the scrape during the attack").containsKey(200);
      assertThat(Files.readString(console)).doesNotContain("OutOfMemoryError");
      assertThat(scrape(port).size()).isGreaterThan(LARGE_SCRAPE);
      System.out.println(program.getSimpleName() + ": scrapes " + scrapes + ", pages " + pages);
    } finally {
      app.destroyForcibly().waitFor();
    }
  }

  private static void attack(
      int port, Map<Integer, LongAdder> scrapes, Map<Integer, LongAdder> pages)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(SCRAPERS);
    List<WireConnection> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < STALLED; i++) {
        WireConnection connection = WireConnection.withReceiveBuffer(port, SMALL_BUFFER);
        connection.send(SCRAPE);
        stalled.add(connection);
      }
      List<Future<Void>> attackers = new ArrayList<>();
      for (int i = 0; i < SCRAPERS; i++) {
        attackers.add(clients.submit(repeated(port, scrapes)));
      }
      while (!attackers.stream().allMatch(Future::isDone)) {
        count(pages, send(port, PAGE).status());
      }
      for (Future<Void> attacker : attackers) {
        attacker.get();
      }
    } finally {
      clients.shutdownNow();
      for (WireConnection connection : stalled) {
        connection.close();
      }
    }
  }

  private static Callable<Void> repeated(int port, Map<Integer, LongAdder> statuses) {
    return () -> {
      for (int i = 0; i < SCRAPES_OF_EACH; i++) {
        count(statuses, send(port, SCRAPE).status());
      }
      return null;
    };
  }

  private static void count(Map<Integer, LongAdder> statuses, int status) {
    statuses.computeIfAbsent(status, first -> new LongAdder()).increment();
  }

  /** Scrapes as soon as the limits admit it: connections of the attack may still be open. */
  private static Response scrape(int port) {
    return await()
        .atMost(LIMIT)
        .until(() -> send(port, SCRAPE), response -> response.status() == 200);
  }

  /** Sends a request on a connection of its own, and reads the response without keeping it. */
  private static Response send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write(request.getBytes(UTF_8));
      InputStream response = socket.getInputStream();
      byte[] buffer = response.readNBytes(STATUS_LINE.length());
      long size = response.transferTo(OutputStream.nullOutputStream());
      String start = new String(buffer, UTF_8);
      return new Response(Integer.parseInt(start.substring(start.length() - 3)), size);
    }
  }

  /**
   * Response without its content.
   *
   * @param status status
   * @param size bytes after the status
   */
  private record Response(int status, long size) {}

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private Process start(Path console) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName())
        .redirectErrorStream(true)
        .redirectOutput(console.toFile())
        .start();
  }

  private static int awaitPort(Process app, Path console) {
    Matcher matcher =
        await()
            .atMost(LIMIT)
            .failFast(() -> assertThat(app.isAlive()).as(text(console)).isTrue())
            .until(() -> PORT.matcher(text(console)), Matcher::find);
    return Integer.parseInt(matcher.group(1));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
