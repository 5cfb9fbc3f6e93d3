package io.github.servletexporter.listener.jvm;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.HeapLimitAction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watch over the heap that garbage collections leave in use. If it stays above {@code heap-limit}
 * for {@code heap-limit-time}, the web application is not ready, and the process ends if {@code
 * heap-limit-action} says so.
 *
 * <p>The housekeeping thread checks; any thread may ask for the problem.
 */
public final class HeapWatch {

  /** Interval of the checks. */
  public static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * Exit status of the process: that of {@code sysexits.h} for an internal error, which is neither
   * that of an uncaught exception nor that of a signal.
   */
  static final int EXIT_STATUS = 70;

  private static final Logger LOGGER = System.getLogger(HeapWatch.class.getName());

  /**
   * An application that receives no requests has no garbage to collect, and would never recover.
   */
  private static final Duration LONGEST_WITHOUT_COLLECTION = Duration.ofMinutes(1);

  private final WebApp webApp;
  private final int limitPercent;
  private final Duration time;
  private final CollectedHeap heap;
  private final Ticker ticker;
  private final @Nullable Runnable exit;

  /** Written by the housekeeping thread only. */
  private volatile @Nullable Excess excess;

  /**
   * Creates a watch.
   *
   * @param exit ends the process; null if the application is to be not ready only
   */
  HeapWatch(
      WebApp webApp, Config config, CollectedHeap heap, Ticker ticker, @Nullable Runnable exit) {
    this.webApp = webApp;
    this.limitPercent = config.get(ConfigKey.HEAP_LIMIT);
    this.time = config.get(ConfigKey.HEAP_LIMIT_TIME);
    this.heap = heap;
    this.ticker = ticker;
    this.exit = exit;
  }

  /** Returns the watch over this JVM, empty if its heap cannot be watched. */
  public static Optional<HeapWatch> open(WebApp webApp, Config config, Ticker ticker) {
    try {
      boolean exits = config.get(ConfigKey.HEAP_LIMIT_ACTION) == HeapLimitAction.EXIT;
      return Optional.of(
          new HeapWatch(webApp, config, new JvmHeap(), ticker, exits ? () -> exit(webApp) : null));
    } catch (LinkageError e) {
      LOGGER.log(
          Level.WARNING,
          "{0}: heap-limit has no effect, because this Java runtime lacks the module"
              + " jdk.management",
          webApp);
      return Optional.empty();
    }
  }

  /**
   * Ends the process on a thread of its own, because the stop waits for the housekeeping thread.
   */
  private static void exit(WebApp webApp) {
    BackgroundThread.factory(webApp, "exit", null)
        .newThread(() -> Runtime.getRuntime().exit(EXIT_STATUS))
        .start();
  }

  /** Compares the heap with the limit. */
  public void check() {
    CollectedHeap.State state = heap.afterCollection().orElse(null);
    if (state == null) {
      return;
    }
    long nanos = ticker.nanos();
    Excess present = excess;
    if (state.ratio() * 100 < limitPercent) {
      end(present, state);
      excess = null;
    } else if (present == null || !present.lasts()) {
      long since = present == null ? nanos : present.sinceNanos();
      boolean lasts = nanos - since >= time.toNanos();
      excess = new Excess(state, since, nanos, lasts);
      if (lasts) {
        begin(state);
      }
    } else {
      boolean collected = present.state().endMillis() != state.endMillis();
      long seen = collected ? nanos : present.collectedNanos();
      if (nanos - seen >= LONGEST_WITHOUT_COLLECTION.toNanos()) {
        seen = nanos;
        heap.collect();
      }
      excess = new Excess(state, present.sinceNanos(), seen, true);
    }
  }

  private void begin(CollectedHeap.State state) {
    LOGGER.log(
        Level.WARNING,
        "{0}: {1}; {2}",
        webApp,
        sentence(state),
        exit == null
            ? "the application is not ready until a garbage collection frees enough memory"
            : "the process exits with status " + EXIT_STATUS);
    if (exit != null) {
      exit.run();
    }
  }

  private void end(@Nullable Excess last, CollectedHeap.State state) {
    if (last != null && last.lasts()) {
      LOGGER.log(
          Level.INFO,
          "{0}: garbage collections leave only {1} % of the heap in use again",
          webApp,
          Math.round(state.ratio() * 100));
    }
  }

  /** Returns the reason for which the application is not ready, empty if there is none. */
  public Optional<String> problem() {
    Excess present = excess;
    return present != null && present.lasts()
        ? Optional.of(sentence(present.state()))
        : Optional.empty();
  }

  private String sentence(CollectedHeap.State state) {
    return "garbage collections leave "
        + Math.round(state.ratio() * 100)
        + " % of the heap in use (heap-limit "
        + limitPercent
        + ")";
  }

  /**
   * Heap above the limit.
   *
   * @param sinceNanos the ticker's reading when it was first seen
   * @param collectedNanos the reading when the latest collection was first seen, or requested
   * @param lasts whether it has lasted for the configured time
   */
  private record Excess(
      CollectedHeap.State state, long sinceNanos, long collectedNanos, boolean lasts) {}
}
