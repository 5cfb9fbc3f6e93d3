package io.github.servletexporter.container.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Detector of a shortage of threads. A shortage begins when the JVM cannot start a thread and ends
 * when it can start one again.
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
   * Creates a detector without a shortage.
   *
   * @param starter runs the start of a thread, which may fail
   * @param nanoTicker the source of time, such as {@link System#nanoTime()}
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
   * @throws OutOfMemoryError if the thread cannot be started
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

  /** Returns whether there is a shortage. During a shortage it starts a probe once a second. */
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
    } catch (OutOfMemoryError stillShort) {
      // The next probe follows in a second.
    }
  }

  /** Logs a shortage, at most once a minute. Throws nothing, even if there is no memory to log. */
  void report(String pool, OutOfMemoryError noThread) {
    try {
      if (isTime(nextLogNanos, LOG_INTERVAL_NANOS)) {
        LOGGER.log(
            Level.WARNING,
            "pool \""
                + pool
                + "\": cannot start a thread, so workers that are due continue until one can be"
                + " started; check the limits on processes and memory",
            noThread);
      }
    } catch (Throwable logging) {
      // The logger failed or memory is exhausted.
    }
  }

  private boolean isTime(AtomicLong next, long intervalNanos) {
    long now = nanoTicker.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + intervalNanos);
  }
}
