package io.github.servletexporter.base;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Escaping of foreign text, such as exception messages, class names, paths and what a server
 * replies, for one line of a log or of an error page. Exceptions that are passed to a logger go
 * through {@link LoggedFailure}.
 */
public final class LogText {

  private static final int MAX_LENGTH = 500;
  private static final int MAX_OPERATOR_LENGTH = 4000;

  private LogText() {}

  /** Returns the class name of an exception and its message, both escaped. */
  public static String escaped(Throwable failure) {
    String message = message(failure);
    String type = escaped(failure.getClass().getName());
    return message == null ? type : type + ": " + escaped(message);
  }

  /**
   * Returns the first 500 characters of a text, in which every character that is not printable, and
   * quotation marks and backslashes, are replaced by their code points. The text can then neither
   * forge another line nor end a quotation around it.
   */
  public static String escaped(String text) {
    return replaced(text, MAX_LENGTH, "\\\"");
  }

  /**
   * Returns the first 4000 characters of a text, in which every character that is not printable is
   * replaced by its code point. For text of the operator, such as a path of Windows, which stays
   * legible.
   */
  public static String printable(String text) {
    return replaced(text, MAX_OPERATOR_LENGTH, "");
  }

  /** Returns whether a text is short and consists of printable characters only. */
  static boolean isPlain(String text) {
    return text.length() <= MAX_LENGTH && text.codePoints().allMatch(LogText::isPrintable);
  }

  /** Replaces what is not printable, and the other characters that are given. */
  private static String replaced(String text, int most, String others) {
    StringBuilder escaped = new StringBuilder();
    int index = 0;
    for (int count = 0; count < most && index < text.length(); count++) {
      int each = text.codePointAt(index);
      if (isPrintable(each) && others.indexOf(each) < 0) {
        escaped.appendCodePoint(each);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", each));
      }
      index += Character.charCount(each);
    }
    return index < text.length() ? escaped + "..." : escaped.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
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
