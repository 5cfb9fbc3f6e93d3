package io.github.servletexporter.listener.hook;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one hook: counted, logged at most once a minute. Thread-safe; throws nothing
 * and holds no lock.
 */
final class HookFailures {

  private static final Logger LOGGER = System.getLogger(HookFailures.class.getName());
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final WebApp webApp;
  private final String hook;
  private final Consumer<String> counter;
  private final Ticker ticker;
  private final AtomicLong nextLogNanos;
  private final LongAdder unlogged = new LongAdder();
  private final LongAdder untold = new LongAdder();

  HookFailures(WebApp webApp, String hook, Consumer<String> counter, Ticker ticker) {
    this.webApp = webApp;
    this.hook = hook;
    this.counter = counter;
    this.ticker = ticker;
    this.nextLogNanos = new AtomicLong(ticker.nanos());
  }

  /** Counts a failure and, unless it has just done so, logs it. */
  void failed(String what, @Nullable Throwable failure) {
    count(unlogged);
    log(what, failure);
  }

  /** Counts an event that the hook is not told of. Quick: a request's thread may be calling. */
  void untold() {
    count(untold);
  }

  /** Logs how many events the hook was not told of, if there are any and it is time to. */
  void logUntold() {
    if (untold.sum() > 0) {
      log("is behind or hangs", null);
    }
  }

  private void count(LongAdder counted) {
    try {
      counted.increment();
      counter.accept(hook);
    } catch (Throwable noMemory) {
      // Nothing is left to tell it with, and whoever called goes on.
    }
  }

  /**
   * The time is moved on before the line is written: a logger that ends up here again finds that it
   * is not its turn.
   */
  private void log(String what, @Nullable Throwable failure) {
    try {
      long now = ticker.nanos();
      long next = nextLogNanos.get();
      if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
        LOGGER.log(Level.WARNING, webApp + ": hook " + hook + " " + what + counts(), failure);
      }
    } catch (Throwable logging) {
      // A logger that fails, or no memory.
    }
  }

  private String counts() {
    long failures = unlogged.sumThenReset();
    long missed = untold.sumThenReset();
    return (failures > 1 ? "; " + failures + " failures since the last line like this" : "")
        + (missed > 0 ? "; it was not told of " + missed + " events" : "");
  }
}
