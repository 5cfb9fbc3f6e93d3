package io.github.servletexporter.sharing.codec;

/**
 * Reader of what {@link WireWriter} has written. It relies on no length in the input: each one is
 * compared with the number of bytes left before anything is allocated. Not thread-safe.
 */
public final class WireReader {

  private final byte[] bytes;
  private final int end;
  private int position;

  WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  public int left() {
    return end - position;
  }

  public int octet() throws CodecException {
    if (position >= end) {
      throw corrupt("unexpected end");
    }
    return bytes[position++] & 0xFF;
  }

  long number() throws CodecException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw corrupt("a number is too long");
  }

  long signed() throws CodecException {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  int fixed32() throws CodecException {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = (value << 8) | octet();
    }
    return value;
  }

  long fixed64() throws CodecException {
    return ((long) fixed32() << 32) | (fixed32() & 0xFFFFFFFFL);
  }

  double real() throws CodecException {
    return Double.longBitsToDouble(fixed64());
  }

  /** Reads a number and rejects a negative one. */
  long amount() throws CodecException {
    long value = number();
    if (value < 0) {
      throw corrupt("a number is negative");
    }
    return value;
  }

  /** Reads a number from zero to a limit. */
  int bounded(int most) throws CodecException {
    long value = number();
    if (value < 0 || value > most) {
      throw corrupt("a number is out of range");
    }
    return (int) value;
  }

  /** Reads the number of elements that follow, each of which takes at least {@code leastBytes}. */
  int count(int leastBytes, int most) throws CodecException {
    return bounded(Math.min(left() / leastBytes, most));
  }

  String text() throws CodecException {
    int length = count(1, WireLimits.TEXT_CHARS);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) bounded(Character.MAX_VALUE));
    }
    return text.toString();
  }

  /** Returns a reader of the next block. What it leaves unread was added by a newer release. */
  WireReader block() throws CodecException {
    int length = bounded(left());
    WireReader block = new WireReader(bytes, position, position + length);
    position += length;
    return block;
  }

  static CodecException corrupt(String what) {
    return new CodecException(Damage.CORRUPT, what);
  }
}
