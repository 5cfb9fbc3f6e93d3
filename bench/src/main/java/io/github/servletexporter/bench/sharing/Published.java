package io.github.servletexporter.bench.sharing;

/** Entry that one instance has written. */
final class Published {

  private final String key;
  private final byte[] entry;
  private final long nanos;

  /**
   * Creates the entry of an instance.
   *
   * @param key its key in the store
   * @param entry its entry
   * @param nanos the time from its metrics to the entry
   */
  Published(String key, byte[] entry, long nanos) {
    this.key = key;
    this.entry = entry;
    this.nanos = nanos;
  }

  String key() {
    return key;
  }

  byte[] entry() {
    return entry;
  }

  long nanos() {
    return nanos;
  }
}
