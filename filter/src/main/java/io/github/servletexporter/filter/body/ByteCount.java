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
 * A number of bytes that one thread at a time adds to and another may read, since asynchronous
 * requests change threads.
 */
final class ByteCount {

  private static final int ENCODING_BUFFER_BYTES = 1024;

  private final AtomicLong bytes = new AtomicLong();

  /** Kept, because a charset such as UTF-16 begins its output with a mark, once. */
  private @Nullable CharsetEncoder encoder;

  /** Adds what a stream transferred; ignores the -1 of its end. */
  void add(long count) {
    if (count > 0) {
      bytes.addAndGet(count);
    }
  }

  /** Adds what characters take in a charset, which is the same one at every call. */
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

  /** Returns the charset of a name, or that of HTTP's past when there is none that we know. */
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

  /** Each half of a surrogate pair counts two, so that a pair split over two writes is right. */
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
