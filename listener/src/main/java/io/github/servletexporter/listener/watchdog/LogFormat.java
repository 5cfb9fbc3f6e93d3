package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.base.LogText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How stacks and durations stand in a log. */
final class LogFormat {

  private static final double NANOS_PER_SECOND = 1e9;

  private LogFormat() {}

  /** Returns a stack as Java prints it, every frame on a line of its own. */
  static String lines(List<StackTraceElement> stack) {
    StringBuilder lines = new StringBuilder();
    for (StackTraceElement frame : stack) {
      lines.append("\n\tat ").append(LogText.escaped(frame.toString()));
    }
    if (stack.size() == StackSampler.MAX_FRAMES) {
      lines.append("\n\t...");
    }
    return lines.toString();
  }

  /** Returns a duration in seconds with a decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / NANOS_PER_SECOND);
  }
}
