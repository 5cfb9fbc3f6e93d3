package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one hook: counts them all and logs at most one line per minute. Thread-safe; throws
 * nothing and holds no lock.
 */
final class HookFailures {

  private static final Logger LOGGER = System.getLogger(HookFailures.class.getName());
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
  private static final double MILLIS_PER_SECOND = 1e3;

  private final WebApp webApp;
  private final String hook;
  private final Consumer<String> counter;
  private final Throttle lines;
  private final LongAdder unlogged = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  HookFailures(WebApp webApp, String hook, Consumer<String> counter, Ticker ticker) {
    this.webApp = webApp;
    this.hook = hook;
    this.counter = counter;
    this.lines = new Throttle(LOG_INTERVAL, ticker);
  }

  /** Reports that a method of the hook has thrown an exception. */
  void failed(String method, Throwable failure) {
    count(unlogged);
    log("failed in " + method, failure);
  }

  /** Reports that a method of the hook has exceeded the limit and was abandoned. */
  void hangs(String method, Duration limit) {
    count(unlogged);
    log(
        "has not returned from "
            + method
            + " within "
            + limit.toMillis() / MILLIS_PER_SECOND
            + " s; the call is interrupted, and the hook receives no events until it returns",
        null);
  }

  /** Reports that the hook cannot be called because the JVM can start no thread. */
  void withoutThread(Throwable failure) {
    count(unlogged);
    log("cannot be called, because no thread can be started", failure);
  }

  /** Counts an event that the hook does not receive. Fast: may run on the thread of a request. */
  void dropped() {
    count(dropped);
  }

  /** Logs the number of dropped events, if there are any and the last line is a minute ago. */
  void logDropped() {
    if (dropped.sum() > 0) {
      log("is too slow or hangs", null);
    }
  }

  private void count(LongAdder counted) {
    try {
      counted.increment();
      counter.accept(hook);
    } catch (Throwable noMemory) {
      // There is no memory to report the failure, and the caller continues.
    }
  }

  /** Takes the permit before it writes: a logger that calls this method again logs nothing. */
  private void log(String problem, @Nullable Throwable failure) {
    try {
      if (lines.tryAcquire()) {
        LOGGER.log(
            Level.WARNING,
            webApp + ": hook " + LogText.escaped(hook) + " " + problem + counts(),
            failure == null ? null : LoggedFailure.of(failure));
      }
    } catch (Throwable logging) {
      // The logger failed, or there is no memory.
    }
  }

  private String counts() {
    long failures = unlogged.sumThenReset();
    long events = dropped.sumThenReset();
    return (failures > 1 ? "; failures since the last message: " + failures : "")
        + (events > 0 ? "; dropped events: " + events : "");
  }
}
