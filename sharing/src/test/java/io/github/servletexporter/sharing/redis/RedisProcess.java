package io.github.servletexporter.sharing.redis;

import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.merge.Deadline;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import redis.embedded.core.ExecutableProvider;

/** Real Redis in a process of its own, which a test may stop and continue. */
public final class RedisProcess implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Path directory;
  private final List<String> arguments;
  private final int port;
  private final String password;
  private Process process;

  private RedisProcess(Path directory, int port, String password, List<String> arguments) {
    this.directory = directory;
    this.port = port;
    this.password = password;
    this.arguments = arguments;
  }

  /**
   * Starts a Redis without persistence.
   *
   * @param directory its own
   * @param arguments besides port and directory
   */
  public static RedisProcess start(Path directory, String... arguments) {
    return start(directory, freePort(), arguments);
  }

  /** Starts a Sentinel that watches a Redis under the name {@code mymaster}. */
  static RedisProcess startSentinel(Path directory, RedisNode master) {
    try {
      Files.createDirectories(directory);
      Path config = directory.resolve("sentinel.conf");
      Files.writeString(
          config,
          """
          sentinel monitor mymaster %s %d 1
          sentinel down-after-milliseconds mymaster 500
          sentinel failover-timeout mymaster 2000
          """
              .formatted(master.host(), master.port()));
      return start(directory, freePort(), config.toString(), "--sentinel");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a node of a cluster, which needs a second port that is higher by 10,000. */
  static RedisProcess startClusterNode(Path directory) {
    int port = freePort();
    while (port > 50_000) {
      port = freePort();
    }
    return start(directory, port, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
  }

  static RedisProcess start(Path directory, int port, String... arguments) {
    List<String> all = List.of(arguments);
    int password = all.indexOf("--requirepass");
    RedisProcess redis =
        new RedisProcess(
            directory, port, password < 0 ? null : all.get(password + 1), new ArrayList<>(all));
    redis.start();
    return redis;
  }

  /** Starts the Redis again on its port, empty unless it was told to save. */
  public void start() {
    try {
      Files.createDirectories(directory);
      List<String> command = new ArrayList<>(List.of(Executable.FILE.getAbsolutePath()));
      boolean sentinel = arguments.contains("--sentinel");
      command.addAll(sentinel ? arguments : List.of("--save", ""));
      command.addAll(List.of("--port", Integer.toString(port), "--bind", HOST));
      command.addAll(List.of("--dir", directory.toString()));
      command.addAll(sentinel ? List.of() : arguments);
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(20)).until(this::answers);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("no Redis:\n" + log());
    }
    try {
      return String.valueOf(ask("PING")).contains("PONG");
    } catch (IOException notYet) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  RedisNode node() {
    return new RedisNode(HOST, port);
  }

  public RedisConfig settings() {
    return settings("servlet_metrics");
  }

  RedisConfig settings(String prefix) {
    return new RedisConfig(
        new RedisLocation(RedisLocation.Kind.SINGLE, List.of(node()), "", false),
        0,
        null,
        password,
        prefix,
        Duration.ofSeconds(2));
  }

  /** Returns the reply to a command, bytes as text, or an error. */
  public Object ask(Object... words) throws IOException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), Ticker.system());
    try (RedisConnection connection = RedisConnection.open(node(), settings(), deadline)) {
      return text(RedisReplies.ask(connection, deadline, words));
    }
  }

  private static Object text(Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (reply instanceof List<?> list) {
      return list.stream().map(RedisProcess::text).collect(Collectors.toList());
    }
    return reply;
  }

  /** Makes the Redis hang; connections stay open and the system accepts new ones. */
  public void pause() {
    signal("-STOP");
  }

  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public void stop() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    stop();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Executable {

    private static final File FILE = extracted();

    private static File extracted() {
      try {
        // One for each process, because the JVM that unpacks the program deletes it at its end.
        String process = Long.toString(ProcessHandle.current().pid());
        Path directory = Path.of("target", "redis", process).toAbsolutePath();
        Files.createDirectories(directory);
        return ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
