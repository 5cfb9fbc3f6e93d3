package io.github.servletexporter.filter.meter;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limit on the memory that the series of a histogram use to keep their writers apart. Beyond it
 * they share what each series has in any case, so that nothing is lost and only contention grows.
 * Thread-safe.
 */
final class CellMemory {

  /** Memory in bytes per series on average; most series have few observations. */
  private static final long BYTES_PER_SERIES = 4096;

  private static final long MIN_BYTES = 1 << 18;

  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();

  private CellMemory(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns the limit of a histogram with a limited number of series. */
  static CellMemory ofSeries(int maxSeries) {
    return new CellMemory(Math.max(MIN_BYTES, maxSeries * BYTES_PER_SERIES));
  }

  /** Returns a limit in bytes. */
  static CellMemory ofBytes(long maxBytes) {
    return new CellMemory(maxBytes);
  }

  /** Takes memory, if there is any left; returns whether there was. */
  boolean take(long wanted) {
    long before = bytes.getAndUpdate(taken -> taken > maxBytes - wanted ? taken : taken + wanted);
    return before <= maxBytes - wanted;
  }
}
