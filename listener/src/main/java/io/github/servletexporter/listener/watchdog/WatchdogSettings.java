package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.TimeoutAction;
import java.time.Duration;
import java.util.Objects;

/**
 * When a request is stuck, and what is done then.
 *
 * @param webApp the web application
 * @param timeout how long a request may run, positive
 * @param action what is done about one that runs longer
 * @param ticker the time that requests were started with
 */
public record WatchdogSettings(
    WebApp webApp, Duration timeout, TimeoutAction action, Ticker ticker) {

  /**
   * Checks the timeout.
   *
   * @throws IllegalArgumentException if it is not positive
   * @throws NullPointerException if anything is null
   */
  public WatchdogSettings {
    Objects.requireNonNull(webApp, "webApp");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(ticker, "ticker");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be > 0, but was " + timeout);
    }
  }

  /** Returns the timeout; one that no clock of nanoseconds reaches is the longest that it does. */
  long timeoutNanos() {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException centuries) {
      return Long.MAX_VALUE;
    }
  }
}
