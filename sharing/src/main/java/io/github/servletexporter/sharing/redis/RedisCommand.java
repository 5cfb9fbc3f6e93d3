package io.github.servletexporter.sharing.redis;

import java.util.Arrays;
import java.util.List;

/** Redis command with its arguments. */
final class RedisCommand {

  private final byte[][] words;

  private RedisCommand(byte[][] words) {
    this.words = words;
  }

  /** Returns a command of byte arrays and of other objects, whose string form is used. */
  static RedisCommand of(Object... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i] instanceof byte[] raw ? raw : RedisKeys.bytes(words[i].toString());
    }
    return new RedisCommand(bytes);
  }

  static RedisCommand of(List<?> words) {
    return of(words.toArray());
  }

  byte[] name() {
    return words[0];
  }

  byte[][] arguments() {
    return Arrays.copyOfRange(words, 1, words.length);
  }
}
