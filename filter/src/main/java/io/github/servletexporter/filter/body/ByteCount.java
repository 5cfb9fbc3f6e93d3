package io.github.servletexporter.filter.body;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counter of bytes. One thread at a time adds to it, and another may read it, because asynchronous
 * requests change threads.
 */
final class ByteCount {

  private static final int ENCODING_BUFFER_BYTES = 1024;

  private final AtomicLong bytes = new AtomicLong();

  /**
   * Encoder that is kept between calls: UTF-16, for example, writes a byte order mark only once.
   */
  private @Nullable CharsetEncoder encoder;

  /** Adds a number of transferred bytes; ignores the -1 that marks the end of a stream. */
  void add(long count) {
    if (count > 0) {
      bytes.addAndGet(count);
    }
  }

  /** Adds the encoded length of characters. The charset must be the same in every call. */
  void addEncoded(CharSequence text, int start, int end, Charset charset) {
    add(encodedLength(text, start, end, charset));
  }

  void reset() {
    bytes.set(0);
    encoder = null;
  }

  long get() {
    return bytes.get();
  }

  /** Returns the charset with a name, or ISO-8859-1, the former default of HTTP. */
  static Charset charset(@Nullable String name) {
    try {
      return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  private long encodedLength(CharSequence text, int start, int end, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return utf8Length(text, start, end);
    }
    if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)) {
      return (long) end - start;
    }
    return encodedLength(CharBuffer.wrap(text, start, end), charset);
  }

  private long encodedLength(CharBuffer text, Charset charset) {
    CharsetEncoder present = encoder;
    if (present == null) {
      present =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      encoder = present;
    }
    ByteBuffer buffer = ByteBuffer.allocate(ENCODING_BUFFER_BYTES);
    long length = 0;
    boolean overflow;
    do {
      overflow = present.encode(text, buffer, false).isOverflow();
      length += buffer.position();
      buffer.clear();
    } while (overflow);
    return length;
  }

  /**
   * Returns the length of text in UTF-8. Each half of a surrogate pair counts as two bytes, so that
   * a pair that is split over two writes is counted correctly.
   */
  private static long utf8Length(CharSequence text, int start, int end) {
    long length = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        length += 1;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        length += 2;
      } else {
        length += 3;
      }
    }
    return length;
  }
}
