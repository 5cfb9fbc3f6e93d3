package io.github.servletexporter.filter.meter;

/** Normalization of label values, so that values that differ are exposed differently. */
public final class LabelText {

  private static final char REPLACEMENT = '\uFFFD';

  private LabelText() {}

  /**
   * Returns a text with every unpaired surrogate replaced by U+FFFD. UTF-8 has no encoding for
   * them: encoders write the same replacement for all, which would expose two series as one.
   * Returns the same object if there is nothing to replace.
   */
  public static String wellFormed(String text) {
    int malformed = indexOfUnpaired(text, 0);
    if (malformed < 0) {
      return text;
    }
    StringBuilder wellFormed = new StringBuilder(text);
    while (malformed >= 0) {
      wellFormed.setCharAt(malformed, REPLACEMENT);
      malformed = indexOfUnpaired(text, malformed + 1);
    }
    return wellFormed.toString();
  }

  private static int indexOfUnpaired(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return i;
        }
        i++; // The second half of a pair.
      }
    }
    return -1;
  }
}
