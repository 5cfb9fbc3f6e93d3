package io.github.servletexporter.base;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Escaping of foreign text, such as exception messages, for one line of a log. */
public final class LogText {

  private static final int MAX_LENGTH = 500;

  private LogText() {}

  /** Returns the class name of an exception and its escaped message. */
  public static String escaped(Throwable failure) {
    String message = message(failure);
    String type = failure.getClass().getName();
    return message == null ? type : type + ": " + escaped(message);
  }

  /**
   * Returns the first 500 characters of a text, in which every character that is not printable is
   * replaced by its code point, so that the text cannot forge another line.
   */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().limit(MAX_LENGTH).forEach(each -> append(escaped, each));
    return text.codePointCount(0, text.length()) > MAX_LENGTH
        ? escaped + "..."
        : escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    if (isPlain(codePoint)) {
      escaped.appendCodePoint(codePoint);
    } else {
      escaped.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
    }
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> codePoint != '\\' && codePoint != '"';
    };
  }

  private static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (Throwable ofTheApplication) {
      return null;
    }
  }
}
