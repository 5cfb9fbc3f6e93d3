package io.github.servletexporter.sharing.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Table of the strings of a snapshot, each of which occurs in many series. Zero stands for null.
 * Not thread-safe.
 */
final class StringTable {

  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  int number(@Nullable String text) {
    return text == null ? 0 : numbers.computeIfAbsent(text, added -> numbers.size() + 1);
  }

  WireWriter write() throws CodecException {
    WireWriter out = new WireWriter();
    out.number(numbers.size());
    for (String text : numbers.keySet()) {
      out.text(text);
    }
    return out;
  }

  /** Reads the strings by number; the one at zero is null. */
  static @Nullable String[] read(WireReader in) throws CodecException {
    @Nullable String[] texts = new @Nullable String[in.count(1, Integer.MAX_VALUE) + 1];
    for (int i = 1; i < texts.length; i++) {
      texts[i] = in.text();
    }
    return texts;
  }
}
