package io.github.servletexporter.sharing.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stream of replies that are checked before Jedis sees them, because Jedis allocates whatever
 * length a server announces. Rejects announced lengths and received bytes above a limit, too many
 * elements, deep nesting, more replies than expected, and everything that is not RESP2.
 *
 * <p>The checks are as strict as possible: if this class and Jedis disagreed about where a reply
 * ends, the limits could be evaded. Not thread-safe.
 */
final class ReplyInputStream extends FilterInputStream {

  /** More than the index of the largest store, which has a key and a score for each instance. */
  static final int MAX_ELEMENTS = 50_000;

  private static final int MAX_DEPTH = 8;
  private static final int MAX_DIGITS = 10;

  private final int[] missing = new int[MAX_DEPTH];
  private State state = State.TYPE;
  private int depth;
  private boolean array;
  private long number;
  private int digits;
  private boolean negative;
  private long bulkBytes;
  private long bytesLeft;
  private int elementsLeft;
  private int repliesLeft;

  ReplyInputStream(InputStream in) {
    super(in);
  }

  /**
   * Sets the limits of what follows.
   *
   * @param bytes limit on the bytes of all replies together
   * @param replies number of replies
   */
  void expect(long bytes, int replies) {
    bytesLeft = bytes;
    elementsLeft = MAX_ELEMENTS;
    repliesLeft = replies;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > bytesLeft) {
      throw tooLarge();
    }
    int end = offset + Math.max(count, 0);
    for (int i = offset; i < end; ) {
      if (state == State.BULK) {
        i += skip(end - i);
      } else {
        accept(bytes[i]);
        i++;
      }
    }
    bytesLeft -= end - offset;
    return count;
  }

  private int skip(int available) {
    int skipped = (int) Math.min(available, bulkBytes);
    bulkBytes -= skipped;
    if (bulkBytes == 0) {
      complete();
    }
    return skipped;
  }

  private void accept(byte next) throws IOException {
    switch (state) {
      case TYPE -> type(next);
      case LENGTH -> length(next);
      case LINE -> line(next);
      default -> end(next);
    }
  }

  private void type(byte next) throws IOException {
    if (repliesLeft == 0) {
      throw unexpected("more replies than commands");
    }
    switch (next) {
      case '+', '-', ':' -> state = State.LINE;
      case '$', '*' -> {
        state = State.LENGTH;
        array = next == '*';
        number = 0;
        digits = 0;
        negative = false;
      }
      default -> throw unexpected("a reply of unknown type");
    }
  }

  private void line(byte next) throws IOException {
    if (next == '\n') {
      throw unexpected("a line without CR");
    }
    if (next == '\r') {
      state = State.LINE_END;
    }
  }

  private void length(byte next) throws IOException {
    if (next == '\r' && digits > 0) {
      state = State.LENGTH_END;
    } else if (next == '-' && digits == 0 && !negative) {
      negative = true;
    } else if (next >= '0' && next <= '9' && digits < MAX_DIGITS) {
      number = number * 10 + next - '0';
      digits++;
    } else {
      throw unexpected("an invalid length");
    }
  }

  private void end(byte next) throws IOException {
    if (next != '\n') {
      throw unexpected("a line without LF");
    }
    if (state == State.LINE_END) {
      complete();
    } else if (negative) {
      absent();
    } else if (array) {
      openArray();
    } else {
      openBulk();
    }
  }

  private void absent() throws IOException {
    if (number != 1) {
      throw unexpected("a negative length");
    }
    complete();
  }

  private void openBulk() throws IOException {
    if (number > bytesLeft) {
      throw tooLarge();
    }
    bulkBytes = number + 2;
    state = State.BULK;
  }

  private void openArray() throws IOException {
    if (number > elementsLeft || depth == MAX_DEPTH) {
      throw tooLarge();
    }
    elementsLeft -= (int) number;
    if (number == 0) {
      complete();
    } else {
      missing[depth] = (int) number;
      depth++;
      state = State.TYPE;
    }
  }

  /** Completes an element, and each array whose last element it was. */
  private void complete() {
    state = State.TYPE;
    while (depth > 0) {
      missing[depth - 1]--;
      if (missing[depth - 1] > 0) {
        return;
      }
      depth--;
    }
    repliesLeft--;
  }

  private static IOException unexpected(String what) {
    return new IOException("unexpected reply, which is not from Redis: " + what);
  }

  private static IOException tooLarge() {
    return new IOException("the reply is larger than expected, or announced to be");
  }

  /** Position in a reply. */
  private enum State {
    TYPE,
    LINE,
    LINE_END,
    LENGTH,
    LENGTH_END,
    BULK
  }
}
