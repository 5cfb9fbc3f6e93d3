package io.github.servletexporter.listener.boot;

import org.jspecify.annotations.Nullable;

/** Text of others, made fit for one line of a log. */
final class LogText {

  private static final int MAX_LENGTH = 500;

  private LogText() {}

  /** Returns the class of an exception and its message. */
  static String of(Throwable failure) {
    String message = message(failure);
    String type = failure.getClass().getName();
    return message == null ? type : type + ": " + of(message);
  }

  /** Returns text without line ends and other controls, and not too long. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(MAX_LENGTH).forEach(each -> append(line, each));
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      line.append('…');
    }
    return line.toString();
  }

  private static void append(StringBuilder line, int codePoint) {
    if (isPrintable(codePoint)) {
      line.appendCodePoint(codePoint);
    } else {
      line.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }
  }

  /** Controls, line and paragraph separators, marks that turn the direction of what follows. */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException ofTheApplication) {
      return null;
    }
  }
}
