package io.github.servletexporter.container.response;

import java.util.concurrent.atomic.LongAdder;

/** Count of which a part has been taken. Thread-safe, except that one thread at a time may take. */
final class TakenCount {

  private final LongAdder counted = new LongAdder();
  private long taken;

  void increment() {
    counted.increment();
  }

  /** Returns the increase since the last call. */
  long take() {
    long all = counted.sum();
    long increase = all - taken;
    taken = all;
    return increase;
  }
}
