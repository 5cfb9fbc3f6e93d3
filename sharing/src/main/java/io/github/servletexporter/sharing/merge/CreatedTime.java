package io.github.servletexporter.sharing.merge;

/** Since when a merged series counts: since its first member began, if all of them say when. */
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
