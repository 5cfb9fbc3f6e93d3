package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.DrainOnce;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Steps before the stop of a web application: it is no longer ready, but serves requests until load
 * balancers have noticed; then it drains.
 *
 * <p>Each step runs once, on the thread that comes first. Thread-safe.
 */
final class Shutdown {

  private static final Logger LOGGER = System.getLogger(Shutdown.class.getName());

  private final WebApp webApp;
  private final Duration delay;
  private final DrainOnce announcement;
  private final DrainOnce drain;

  /**
   * Creates the shutdown.
   *
   * @param delay the time to serve requests without being ready; zero disables it
   * @param announce makes the application not ready; returns whether it was ready until then
   * @param drain refuses new requests and waits for those in flight
   */
  Shutdown(WebApp webApp, Duration delay, BooleanSupplier announce, Runnable drain) {
    this.webApp = webApp;
    this.delay = delay;
    this.announcement = new DrainOnce(webApp, () -> announce(announce));
    this.drain = new DrainOnce(webApp, drain);
  }

  /** Returns when all steps have ended. */
  void run() {
    announcement.run();
    drain.run();
  }

  /** Drains without a delay, for an application whose container has already begun to stop it. */
  void drain() {
    drain.run();
  }

  /** Nobody sends requests to an application that has never been ready. */
  private void announce(BooleanSupplier announce) {
    if (announce.getAsBoolean() && delay.toNanos() > 0) {
      LOGGER.log(
          Level.INFO,
          "{0}: stopping; not ready any more, requests are served for shutdown-delay={1} ms",
          webApp,
          // A text, since the logger would group the digits of a number according to the locale.
          Long.toString(delay.toMillis()));
      long startNanos = System.nanoTime();
      long left = delay.toNanos();
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(this, left);
        left = delay.toNanos() - (System.nanoTime() - startNanos);
      }
    }
  }
}
