package io.github.servletexporter.it.sharing;

import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** Real Redis without persistence that a test stops, empties and pauses. */
final class RedisServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path directory;
  private final List<String> command;
  private final int port = freePort();
  private Process process;

  private RedisServer(Path directory, List<String> arguments) throws IOException {
    this.directory = directory;
    File program = ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
    command = new ArrayList<>(List.of(program.getAbsolutePath(), "--save", ""));
    command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(arguments);
    process = fork();
  }

  static RedisServer start(Path directory, String... arguments) throws IOException {
    RedisServer redis = new RedisServer(Files.createDirectories(directory), List.of(arguments));
    redis.awaitAnswer();
    return redis;
  }

  private Process fork() throws IOException {
    Process next =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(next::destroyForcibly));
    return next;
  }

  private void awaitAnswer() {
    await("Redis answers")
        .atMost(START_LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> !ask("PING").isEmpty());
  }

  int port() {
    return port;
  }

  /** Sends a command whose words contain no spaces, and returns the first byte of the reply. */
  String ask(String words) throws IOException {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send(words + "\r\n");
      int first = connection.receiveByte();
      return first < 0 ? "" : Character.toString(first);
    }
  }

  void stop() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts the Redis again, empty. */
  void startAgain() throws IOException {
    process = fork();
    awaitAnswer();
  }

  /** Makes the Redis hang; the system still accepts connections for it. */
  void pause() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
