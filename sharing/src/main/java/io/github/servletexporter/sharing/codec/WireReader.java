package io.github.servletexporter.sharing.codec;

/**
 * Reads what {@link WireWriter} has written, and believes nothing: every length is compared with
 * the bytes that are left before anything is made of it. Not thread-safe.
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
      throw corrupt("ends too early");
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
    throw corrupt("a number that does not end");
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

  /** Reads a number that is not negative. */
  long amount() throws CodecException {
    long value = number();
    if (value < 0) {
      throw corrupt("a negative number");
    }
    return value;
  }

  /** Reads a number that has to be between zero and a bound. */
  int bounded(int most) throws CodecException {
    long value = number();
    if (value < 0 || value > most) {
      throw corrupt("a number out of range");
    }
    return (int) value;
  }

  /** Reads how many elements follow, of which each takes at least so many bytes. */
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

  /** Returns a reader of the next block; what it leaves unread, a newer release has added. */
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
