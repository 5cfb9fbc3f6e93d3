package io.github.servletexporter.it.sharing;

import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Process that runs an {@link InstanceApp} and that a test may kill. It does not outlive the test.
 */
public final class InstanceProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern METRICS_PORT = Pattern.compile("metrics port \\S+:(\\d+) is open");
  private static final Pattern PORT = Pattern.compile(InstanceApp.SERVES + "(\\d+)");
  private static final String LAST_SUCCESS = "servlet_store_last_success_timestamp_seconds";
  private static final double MILLIS_PER_SECOND = 1000;

  private final Process process;
  private final Path log;
  private final Thread hook;

  /** Set before the signal is sent, so that a client whose connection breaks knows the reason. */
  private volatile boolean ending;

  private InstanceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly);
  }

  /**
   * Starts an instance and waits until it serves.
   *
   * @param log new file for its output
   * @param settings settings without their prefix, as {@code key=value}
   * @param arguments arguments of {@link InstanceApp}
   */
  public static InstanceProcess start(Path log, List<String> settings, String... arguments) {
    return start(InstanceApp.class, log, settings, arguments);
  }

  /**
   * Starts an instance of a program that calls {@link InstanceApp}, and waits until it serves.
   *
   * @param program class with the main method
   * @param log new file for its output
   * @param settings settings without their prefix, as {@code key=value}
   * @param arguments arguments of the program
   */
  static InstanceProcess start(
      Class<?> program, Path log, List<String> settings, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dservlet-exporter.port=0");
    settings.forEach(setting -> command.add("-Dservlet-exporter." + setting));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    InstanceProcess instance = new InstanceProcess(fork(command, log), log);
    Runtime.getRuntime().addShutdownHook(instance.hook);
    await("an instance serves")
        .atMost(START_LIMIT)
        .failFast(() -> instance.failIfDead())
        .until(() -> instance.says(PORT) && instance.says(METRICS_PORT));
    return instance;
  }

  private static Process fork(List<String> command, Path log) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void failIfDead() {
    if (!process.isAlive()) {
      throw new AssertionError("an instance has ended:\n" + output());
    }
  }

  private boolean says(Pattern pattern) {
    return pattern.matcher(output()).find();
  }

  private int number(Pattern pattern) {
    Matcher matcher = pattern.matcher(output());
    if (!matcher.find()) {
      throw new IllegalStateException(output());
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Returns the port of the application. */
  public int port() {
    return number(PORT);
  }

  /** Returns the metrics port. */
  public int metricsPort() {
    return number(METRICS_PORT);
  }

  /** Returns the process id. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether the process runs and is not being ended, and so has to answer. */
  public boolean isAlive() {
    return !ending && process.isAlive();
  }

  /**
   * Sends a request to the metrics port.
   *
   * @throws IOException if the process has ended
   */
  public WireResponse ask(String path) throws IOException {
    try (WireConnection connection = WireConnection.to(metricsPort())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return connection.receive("GET");
    }
  }

  /**
   * Returns the metrics of the instance.
   *
   * @throws IOException if the process has ended
   */
  public Scrape metrics() throws IOException {
    return Scrape.parse(ask("/metrics").body());
  }

  /**
   * Returns the Unix time of its last publication, in milliseconds; 0 if there is none.
   *
   * @throws IOException if the process has ended
   */
  public long publishedMillis() throws IOException {
    return Math.round(metrics().sum(LAST_SUCCESS) * MILLIS_PER_SECOND);
  }

  /** Returns its output so far; the last line may be incomplete. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the process without warning, as the kernel's OOM killer does. */
  public void kill() {
    ending = true;
    process.destroyForcibly();
    ended();
  }

  /**
   * Stops the process as a deployment does, and waits for its end. May be called more than once.
   */
  @Override
  public void close() {
    ending = true;
    process.destroy();
    ended();
  }

  private void ended() {
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
