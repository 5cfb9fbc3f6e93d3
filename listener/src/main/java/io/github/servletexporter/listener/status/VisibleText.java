package io.github.servletexporter.listener.status;

/** Conversion of untrusted text to a short and visible form. */
final class VisibleText {

  /** Characters that change the direction of the following text and can disguise it. */
  private static final String TURNS = "\u061c\u200e\u200f";

  private static final char ELLIPSIS = '\u2026';

  private VisibleText() {}

  /**
   * Returns a text with at most the given number of characters, with an ellipsis if it is cut. Tabs
   * and line breaks become spaces; other control characters, and characters that change the
   * direction of text, are replaced by escapes.
   */
  static String shown(String text, int maxChars) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), maxChars));
    int i = 0;
    while (i < text.length()) {
      String next = visible(text, i);
      i += next.length() == 2 ? 2 : 1;
      int room = i < text.length() ? maxChars - 1 : maxChars;
      if (shown.length() + next.length() > room) {
        return shown.append(ELLIPSIS).toString();
      }
      shown.append(next);
    }
    return shown.toString();
  }

  /** Returns the character at an index, with its low surrogate if it has one, or an escape. */
  private static String visible(String text, int index) {
    char c = text.charAt(index);
    boolean hasPair =
        Character.isHighSurrogate(c)
            && index + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(index + 1));
    if (hasPair) {
      return text.substring(index, index + 2);
    }
    if (c == '\t' || c == '\n' || c == '\r') {
      return " ";
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
