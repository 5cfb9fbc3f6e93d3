package io.github.servletexporter.bench.sharing;

/** What one member writes. */
final class Published {

  private final String key;
  private final byte[] entry;
  private final long nanos;

  /**
   * Keeps what a member writes.
   *
   * @param key its key in the store
   * @param entry its entry
   * @param nanos how long it took from its metrics to the entry
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
