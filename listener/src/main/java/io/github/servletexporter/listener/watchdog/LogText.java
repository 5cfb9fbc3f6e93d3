package io.github.servletexporter.listener.watchdog;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Text as it may stand in a log: of one line, of a bounded length. */
final class LogText {

  private static final int MAX_LENGTH = 300;
  private static final double NANOS_PER_SECOND = 1e9;

  private LogText() {}

  /**
   * Returns text that can't break a line or make up another one: whatever is no visible character
   * is written as its number. A route or a thread's name may come from anywhere.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char character = text.charAt(i);
      if (isPlain(character)) {
        escaped.append(character);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
      }
    }
    return text.length() > MAX_LENGTH ? escaped + "..." : escaped.toString();
  }

  private static boolean isPlain(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> character != '\\' && character != '"';
    };
  }

  /** Returns a stack as Java prints it, every frame on a line of its own. */
  static String lines(List<StackTraceElement> stack) {
    StringBuilder lines = new StringBuilder();
    for (StackTraceElement frame : stack) {
      lines.append("\n\tat ").append(escaped(frame.toString()));
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
