package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Child process that cannot outlive these tests, with the file that holds its output. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final int STOP_LIMIT_SECONDS = 15;

  private final Process process;
  private final Path console;
  private final Thread hook;

  private ServerProcess(Process process, Path console) {
    this.process = process;
    this.console = console;
    this.hook = new Thread(process::destroyForcibly);
  }

  static ServerProcess start(ProcessBuilder builder, Path console) {
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(console.toFile()).start();
      ServerProcess server = new ServerProcess(process, console);
      Runtime.getRuntime().addShutdownHook(server.hook);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Limits the files and sockets that a program may open. */
  static void limitOpenFiles(ProcessBuilder builder, int most) {
    builder
        .command()
        .addAll(0, List.of("sh", "-c", "ulimit -n " + most + " && exec \"$0\" \"$@\""));
  }

  /** Runs a program to its end and returns its output; fails unless the program succeeds. */
  static String run(ProcessBuilder builder) {
    try {
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until the output contains the line of a started server, and returns the port from the
   * first group of a pattern.
   */
  int awaitPort(Pattern port, String started) {
    await()
        .atMost(START_LIMIT)
        .failFast("the server has ended: " + console, () -> !process.isAlive())
        .until(() -> text(console).contains(started));
    Matcher matcher = port.matcher(text(console));
    if (!matcher.find()) {
      throw new IllegalStateException("no port in " + console);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Waits until the process has ended by itself, and returns its exit status. */
  int awaitExit() {
    await("the process ends").until(() -> !process.isAlive());
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  List<String> lines() {
    return text(console).lines().toList();
  }

  /** Decodes leniently: a line may be cut where the reader meets the writer. */
  static String text(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
