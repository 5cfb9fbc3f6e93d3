package io.github.servletexporter.sharing.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The names of keys. A part in braces makes all of them fall into one slot of a cluster, so that
 * they can be used together.
 */
final class RedisKeys {

  /** What Redis does with a tag that is empty: it looks at the whole key. */
  private static final String EMPTY_TAG = "{}";

  private final String base;

  RedisKeys(String prefix) {
    String tag = "{" + String.format(Locale.ROOT, "%08x", prefix.hashCode()) + "}:";
    // Redis takes the first braces that it finds, be they the prefix's.
    boolean emptyTag = prefix.startsWith(EMPTY_TAG, Math.max(0, prefix.indexOf('{')));
    base = emptyTag ? tag + prefix + ":" : prefix + ":" + tag;
  }

  byte[] member(String key) {
    return bytes(base + "member:" + key);
  }

  /** Returns the sorted set of members: when each one's entry would expire. */
  byte[] members() {
    return bytes(base + "members");
  }

  byte[] retired() {
    return bytes(base + "retired");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
