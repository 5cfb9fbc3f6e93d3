package io.github.servletexporter.it.scrape;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of a sequence of length-delimited protobuf messages that knows just enough to find their
 * names.
 */
public final class DelimitedMessages {
  /** Tag of field 1, the name of a MetricFamily. */
  private static final int NAME_TAG = 10;

  private static final int PAYLOAD_BITS = 7;
  private static final int PAYLOAD_MASK = 0x7f;
  private static final int CONTINUES = 0x80;

  private DelimitedMessages() {}

  /**
   * Reads all messages.
   *
   * @param bytes length-delimited messages
   * @return the text of the first field of each
   * @throws IllegalArgumentException if a message does not begin with such a field
   */
  public static List<String> firstFields(byte[] bytes) {
    List<String> names = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int length = readNumber(in);
      int end = in.position() + length;
      if (readNumber(in) != NAME_TAG) {
        throw new IllegalArgumentException("a message does not begin with its name");
      }
      byte[] name = new byte[readNumber(in)];
      in.get(name);
      names.add(new String(name, StandardCharsets.UTF_8));
      in.position(end);
    }
    return names;
  }

  private static int readNumber(ByteBuffer in) {
    int value = 0;
    int shift = 0;
    int next = CONTINUES;
    while ((next & CONTINUES) != 0) {
      next = in.get();
      value |= (next & PAYLOAD_MASK) << shift;
      shift += PAYLOAD_BITS;
    }
    return value;
  }
}
