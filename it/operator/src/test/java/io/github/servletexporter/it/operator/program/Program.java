package io.github.servletexporter.it.operator.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Running program that cannot outlive these tests, with the file that holds its output. */
public final class Program implements AutoCloseable {
  private static final int STOP_LIMIT_SECONDS = 15;
  private static final int RUN_LIMIT_SECONDS = 180;

  private final Process process;
  private final Path log;
  private final Thread hook;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly);
  }

  /**
   * Starts a program.
   *
   * @param directory where it runs
   * @param log a file for its output
   * @param command the program and its arguments
   * @throws UncheckedIOException if it is not installed
   */
  public static Program start(Path directory, Path log, List<String> command) {
    Program program = new Program(start(directory, command, log), log);
    Runtime.getRuntime().addShutdownHook(program.hook);
    return program;
  }

  /**
   * Runs a program to its end.
   *
   * @param directory where it runs
   * @param input a file that it reads, or {@code /dev/null}
   * @param command the program and its arguments
   * @return the result
   */
  public static Finished run(Path directory, Path input, List<String> command) {
    try {
      Path log = Files.createTempFile("program", ".log");
      Process process = builder(directory, command, log).redirectInput(input.toFile()).start();
      if (!process.waitFor(RUN_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end");
      }
      return new Finished(process.exitValue(), text(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process start(Path directory, List<String> command, Path log) {
    try {
      return builder(directory, command, log).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder builder(Path directory, List<String> command, Path log) {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
  }

  /** Returns whether the program is running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the output so far. */
  public String output() {
    return text(log);
  }

  /** Kills the program without a notification, as the system's out-of-memory killer does. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Decodes leniently: a line may be cut where the reader meets the writer. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
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

  /**
   * Result of a program that has ended.
   *
   * @param exitStatus its exit status
   * @param output the output
   */
  public record Finished(int exitStatus, String output) {}
}
