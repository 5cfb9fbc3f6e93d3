package io.github.servletexporter.sharing.merge;

/** Created timestamp of a merged series: the earliest one, if all instances have one. */
final class CreatedTime {

  private static final long UNKNOWN = 0;

  private long millis = Long.MAX_VALUE;

  void add(boolean known, long createdMillis) {
    millis = known ? Math.min(millis, Math.max(createdMillis, UNKNOWN)) : UNKNOWN;
  }

  long millis() {
    return millis == Long.MAX_VALUE ? UNKNOWN : millis;
  }
}
