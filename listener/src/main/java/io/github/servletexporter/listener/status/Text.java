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
   * Returns a text of no more characters than that, with an ellipsis where it was cut. Tabs and
   * ends of lines come as blanks; other control characters, and those that turn the direction of
   * writing, as their escape.
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
