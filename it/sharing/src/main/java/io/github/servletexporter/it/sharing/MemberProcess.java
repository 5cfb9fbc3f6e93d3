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

/** A {@link MemberApp} that a test may kill. It does not outlive the test's JVM. */
public final class MemberProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern OWN_PORT = Pattern.compile("metrics port \\S+:(\\d+) is open");
  private static final Pattern PORT = Pattern.compile(MemberApp.SERVES + "(\\d+)");
  private static final String LAST_SUCCESS = "servlet_store_last_success_timestamp_seconds";
  private static final double MILLIS_PER_SECOND = 1000;

  private final Process process;
  private final Path log;
  private final Thread hook;

  /** Set before the signal is sent, so that whoever is cut off by it sees why. */
  private volatile boolean ending;

  private MemberProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly);
  }

  /**
   * Starts a member and waits until it serves.
   *
   * @param log a new file for its output
   * @param settings keys of ours without their prefix, as {@code key=value}
   * @param arguments of {@link MemberApp}
   */
  public static MemberProcess start(Path log, List<String> settings, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dservlet-exporter.port=0");
    settings.forEach(setting -> command.add("-Dservlet-exporter." + setting));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MemberApp.class.getName());
    command.addAll(List.of(arguments));
    MemberProcess member = new MemberProcess(fork(command, log), log);
    Runtime.getRuntime().addShutdownHook(member.hook);
    await("a member serves")
        .atMost(START_LIMIT)
        .failFast(() -> member.failIfDead())
        .until(() -> member.says(PORT) && member.says(OWN_PORT));
    return member;
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
      throw new AssertionError("a member has ended:\n" + output());
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

  /** Returns the application's port. */
  public int port() {
    return number(PORT);
  }

  /** Returns our own port. */
  public int ownPort() {
    return number(OWN_PORT);
  }

  /** Returns the id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether it runs, and nobody has begun to end it: then it has to answer. */
  public boolean isAlive() {
    return !ending && process.isAlive();
  }

  /**
   * Asks its own port.
   *
   * @throws IOException if it is gone
   */
  public WireResponse ask(String path) throws IOException {
    try (WireConnection connection = WireConnection.to(ownPort())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return connection.receive("GET");
    }
  }

  /**
   * Returns its own metrics.
   *
   * @throws IOException if it is gone
   */
  public Scrape metrics() throws IOException {
    return Scrape.parse(ask("/metrics").body());
  }

  /**
   * Returns when it has last published, by the clock of all processes here; 0 when it never has.
   *
   * @throws IOException if it is gone
   */
  public long publishedMillis() throws IOException {
    return Math.round(metrics().sum(LAST_SUCCESS) * MILLIS_PER_SECOND);
  }

  /** Returns what it has written so far; a line may be cut where the reader meets the writer. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as the system's memory killer does: it learns nothing of it. */
  public void kill() {
    ending = true;
    process.destroyForcibly();
    ended();
  }

  /** Stops it, as a deployment does, and waits until it is gone. May be repeated. */
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
