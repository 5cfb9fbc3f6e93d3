package io.github.servletexporter.it.operator.prometheus;

import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.it.operator.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Example in a separate JVM that generates its own traffic. */
final class ExampleProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String MAIN = "io.github.servletexporter.example.ExampleApp";

  private final Program program;
  private final int port;

  private ExampleProcess(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  /**
   * Starts the example and waits until it serves.
   *
   * @param settings configuration keys without their prefix, as {@code key=value}
   */
  static ExampleProcess start(Path directory, String... settings) {
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    for (String setting : settings) {
      command.add("-Dservlet-exporter." + setting);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("--traffic", "--port=" + port));
    Program program =
        Program.start(Path.of("").toAbsolutePath(), directory.resolve("example.log"), command);
    await("the example serves")
        .atMost(START_LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast("the example has ended", () -> !program.isAlive())
        .until(() -> serves(port));
    return new ExampleProcess(program, port);
  }

  private static boolean serves(int port) throws IOException {
    try (WireConnection connection = WireConnection.to(port)) {
      connection.send("GET /fast HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return connection.receive("GET").status() == 200;
    }
  }

  int port() {
    return port;
  }

  /** Kills the process. */
  void kill() {
    program.kill();
  }

  @Override
  public void close() {
    program.close();
  }
}
