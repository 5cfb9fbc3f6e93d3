package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Destination {@code error-log}: at most ten lines of JSON a minute for each kind of exception.
 * Used by the journal's thread only.
 */
final class ErrorLog implements ExceptionSink, Closeable {

  private static final int LINES_PER_KIND = 10;

  private final Output output;
  private final Supplier<String> instance;
  private final KindThrottle throttle;
  private @Nullable String name;

  private ErrorLog(Output output, Supplier<String> instance, Ticker ticker) {
    this.output = output;
    this.instance = instance;
    this.throttle = new KindThrottle(LINES_PER_KIND, ticker);
  }

  static ErrorLog open(ErrorLogSettings settings, Supplier<String> instance, Ticker ticker) {
    Output output =
        settings.isStandardOutput()
            ? ErrorLog::printToStandardOutput
            : new ErrorLogFile(settings, ticker);
    return new ErrorLog(output, instance, ticker);
  }

  @Override
  public void write(ExceptionRecord exception) throws IOException {
    long suppressed = throttle.acquire(exception.kind());
    if (suppressed != KindThrottle.SUPPRESSED) {
      if (name == null) {
        name = instance.get();
      }
      output.write(ExceptionLine.of(exception, name, suppressed));
    }
  }

  /** Uses the present stream, which a program may have replaced. */
  private static void printToStandardOutput(byte[] line) throws IOException {
    PrintStream stream = System.out;
    stream.write(line, 0, line.length);
    if (stream.checkError()) { // flushes
      throw new IOException("cannot write to standard output");
    }
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  /** Place that lines are written to. */
  @FunctionalInterface
  interface Output extends Closeable {

    /** Writes one line, which includes the line feed. */
    void write(byte[] line) throws IOException;

    @Override
    default void close() throws IOException {}
  }
}
