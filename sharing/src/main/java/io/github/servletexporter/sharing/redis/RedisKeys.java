package io.github.servletexporter.sharing.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names of the keys of a store. A hash tag (a part in braces) puts all of them into one slot of a
 * cluster, so that one node has them and a script can use two of them.
 */
final class RedisKeys {

  /** Empty hash tag, for which Redis hashes the whole key. */
  private static final String EMPTY_TAG = "{}";

  private final String base;

  RedisKeys(String prefix) {
    String tag = "{" + String.format(Locale.ROOT, "%08x", prefix.hashCode()) + "}:";
    // Redis uses the first braces in the key, even if they are part of the prefix.
    boolean emptyTag = prefix.startsWith(EMPTY_TAG, Math.max(0, prefix.indexOf('{')));
    base = emptyTag ? tag + prefix + ":" : prefix + ":" + tag;
  }

  /** Returns the key of an instance's entry. */
  byte[] entry(String key) {
    return bytes(base + "member:" + key);
  }

  /** Returns the key of the sorted set of instances. */
  byte[] index() {
    return bytes(base + "members");
  }

  /** Returns the key of the retained totals. */
  byte[] retained() {
    return bytes(base + "retired");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
