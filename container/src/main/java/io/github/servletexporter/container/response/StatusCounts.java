package io.github.servletexporter.container.response;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Counts of one connector by status. Thread-safe, except that one thread at a time may take. */
final class StatusCounts {

  /** Statuses have three digits; every other number counts as 0. */
  private static final int FIRST = 100;

  private static final int STATUSES = 1_000;

  private final AtomicReferenceArray<@Nullable TakenCount> counts =
      new AtomicReferenceArray<>(STATUSES);

  void increment(int status) {
    int index = status >= FIRST && status < STATUSES ? status : 0;
    TakenCount count = counts.get(index);
    if (count == null) {
      counts.compareAndSet(index, null, new TakenCount());
      count = counts.get(index);
    }
    if (count != null) {
      count.increment();
    }
  }

  /** Returns the statuses of all responses so far, each with its increase since the last call. */
  Map<Integer, Long> take() {
    Map<Integer, Long> taken = new HashMap<>();
    for (int status = 0; status < STATUSES; status++) {
      TakenCount count = counts.get(status);
      if (count != null) {
        taken.put(status, count.take());
      }
    }
    return taken;
  }
}
