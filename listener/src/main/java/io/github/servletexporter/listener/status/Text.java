package io.github.servletexporter.listener.status;

/** Text from anywhere, made short and visible. */
final class Text {

  /**
   * The characters that turn the direction of what follows: they make one text look like another.
   */
  private static final String TURNS = "\u061c\u200e\u200f";

  private static final char ELLIPSIS = '\u2026';

  private Text() {}

  /**
   * Returns a text of no more characters than that, with an ellipsis where it was cut. Control
   * characters and those that turn the direction of writing come as their escape.
   */
  static String shown(String text, int maxChars) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), maxChars));
    for (int i = 0; i < text.length(); i++) {
      String next = visible(text, i);
      boolean isLast = i + 1 >= text.length();
      if (shown.length() + next.length() > (isLast ? maxChars : maxChars - 1)) {
        return shown.append(ELLIPSIS).toString();
      }
      shown.append(next);
      i += next.length() == 2 ? 1 : 0;
    }
    return shown.toString();
  }

  /**
   * Returns what stands for the character at a place: itself, with its other half, or an escape.
   */
  private static String visible(String text, int index) {
    char c = text.charAt(index);
    boolean hasPair =
        Character.isHighSurrogate(c)
            && index + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(index + 1));
    if (hasPair) {
      return text.substring(index, index + 2);
    }
    return isHidden(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
  }

  private static boolean isHidden(char c) {
    return Character.isISOControl(c)
        || Character.isSurrogate(c)
        || TURNS.indexOf(c) >= 0
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
