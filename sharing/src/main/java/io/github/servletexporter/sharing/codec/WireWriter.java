package io.github.servletexporter.sharing.codec;

import java.util.Arrays;

/** Writer of numbers, strings and blocks into memory. Not thread-safe. */
public final class WireWriter {

  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  public void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Writes seven bits per byte, the lowest first, so that small numbers are short. */
  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  /** Writes a number that may be negative, with the sign in the lowest bit. */
  void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  void fixed32(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      octet(value >>> shift);
    }
  }

  void fixed64(long value) {
    fixed32((int) (value >>> 32));
    fixed32((int) value);
  }

  void real(double value) {
    fixed64(Double.doubleToRawLongBits(value));
  }

  /** Writes a string char by char, so that an unpaired surrogate is preserved too. */
  void text(String value) throws CodecException {
    number(WireLimits.fits(value.length(), WireLimits.TEXT_CHARS, "characters"));
    for (int i = 0; i < value.length(); i++) {
      number(value.charAt(i));
    }
  }

  /**
   * Writes the content of another writer after its length, so that a reader can skip it or its end.
   */
  void block(WireWriter content) {
    number(content.size);
    append(content);
  }

  void append(WireWriter content) {
    room(content.size);
    System.arraycopy(content.bytes, 0, bytes, size, content.size);
    size += content.size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
    }
  }
}
