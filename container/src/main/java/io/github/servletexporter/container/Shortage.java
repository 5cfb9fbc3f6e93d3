package io.github.servletexporter.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the JVM can start threads: it can until a start has failed, and again when one has not.
 *
 * <p>Thread-safe.
 */
final class Shortage {

  private static final Logger LOGGER = System.getLogger(Shortage.class.getName());
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PROBE_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Executor starter;
  private final LongSupplier nanoTicker;
  private final AtomicLong nextLogNanos;
  private final AtomicLong nextProbeNanos;
  private volatile boolean present;

  /**
   * No shortage so far.
   *
   * @param starter runs the start of a thread, which may fail
   * @param nanoTicker the time, as of {@link System#nanoTime()}
   */
  Shortage(Executor starter, LongSupplier nanoTicker) {
    this.starter = starter;
    this.nanoTicker = nanoTicker;
    this.nextLogNanos = new AtomicLong(nanoTicker.getAsLong());
    this.nextProbeNanos = new AtomicLong(nanoTicker.getAsLong());
  }

  /**
   * Starts a thread.
   *
   * @throws OutOfMemoryError if that fails
   */
  void start(Runnable nativeStart) {
    try {
      starter.execute(nativeStart);
      present = false;
    } catch (OutOfMemoryError noThread) {
      present = true;
      throw noThread;
    }
  }

  /** Returns whether a thread could not be started; while it is so, tries once a second. */
  boolean isPresent() {
    if (present && isTime(nextProbeNanos, PROBE_INTERVAL_NANOS)) {
      probe();
    }
    return present;
  }

  private void probe() {
    try {
      Thread probe = new Thread(() -> {}, "servlet-exporter-probe");
      probe.setDaemon(true);
      start(probe::start);
    } catch (OutOfMemoryError still) {
      // in a second again
    }
  }

  /** Tells, at most once a minute. Throws nothing: there may be no memory for a line either. */
  void report(String pool, OutOfMemoryError noThread) {
    try {
      if (isTime(nextLogNanos, LOG_INTERVAL_NANOS)) {
        LOGGER.log(
            Level.WARNING,
            "Pool "
                + pool
                + ": no thread could be started; its workers go on, due ones too, until one can",
            noThread);
      }
    } catch (Throwable logging) {
      // Nothing is left to tell.
    }
  }

  private boolean isTime(AtomicLong next, long intervalNanos) {
    long now = nanoTicker.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + intervalNanos);
  }
}
