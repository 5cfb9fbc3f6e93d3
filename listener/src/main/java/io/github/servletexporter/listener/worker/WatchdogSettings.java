package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.TimeoutAction;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of the watchdog for stuck requests.
 *
 * @param webApp web application
 * @param timeout duration after which a request is stuck, positive
 * @param action action on a stuck request
 * @param ticker source of time, the same one as for the start of requests
 */
record WatchdogSettings(WebApp webApp, Duration timeout, TimeoutAction action, Ticker ticker) {

  /** Timeout that no request reaches. */
  private static final Duration NEVER = Duration.ofDays(100_000);

  /**
   * Validates the timeout.
   *
   * @throws IllegalArgumentException if the timeout is not positive
   * @throws NullPointerException if a component is null
   */
  WatchdogSettings {
    Objects.requireNonNull(webApp, "webApp");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(ticker, "ticker");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be > 0, but was " + timeout);
    }
  }

  /** Returns the settings of a configuration. */
  static WatchdogSettings of(WebApp webApp, Config config, Ticker ticker) {
    Duration timeout = config.get(ConfigKey.WORKER_TIMEOUT);
    return new WatchdogSettings(
        webApp,
        timeout.isZero() ? NEVER : timeout,
        config.get(ConfigKey.WORKER_TIMEOUT_ACTION),
        ticker);
  }

  /** Returns the timeout in nanoseconds, or the largest long if it does not fit. */
  long timeoutNanos() {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException centuries) {
      return Long.MAX_VALUE;
    }
  }
}
