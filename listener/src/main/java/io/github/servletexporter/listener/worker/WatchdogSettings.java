package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.TimeoutAction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of the watchdog for stuck requests, or of the one for slow requests.
 *
 * @param webApp web application
 * @param kind kind of the requests that it finds
 * @param timeout duration after which a request is stuck, positive
 * @param action action on a stuck request
 * @param ticker source of time, the same one as for the start of requests
 */
record WatchdogSettings(
    WebApp webApp, Kind kind, Duration timeout, TimeoutAction action, Ticker ticker) {

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
        Kind.STUCK,
        timeout.isZero() ? NEVER : timeout,
        config.get(ConfigKey.WORKER_TIMEOUT_ACTION),
        ticker);
  }

  /** Returns the settings for slow requests, which are only logged. */
  static WatchdogSettings ofSlow(WebApp webApp, Config config, Ticker ticker) {
    Duration threshold = config.get(ConfigKey.SLOW_REQUEST);
    return new WatchdogSettings(
        webApp, Kind.SLOW, threshold.isZero() ? NEVER : threshold, TimeoutAction.LOG, ticker);
  }

  /** Kind of the requests that a watchdog finds, with its words for the log. */
  enum Kind {
    STUCK("stuck", "worker-timeout", " and exceeds worker-timeout (", Level.WARNING),
    SLOW("slow", "slow-request", " and exceeds slow-request (", Level.INFO);

    private final String word;
    private final String key;
    private final String found;
    private final Level level;

    Kind(String word, String key, String found, Level level) {
      this.word = word;
      this.key = key;
      this.found = found;
      this.level = level;
    }

    String word() {
      return word;
    }

    String key() {
      return key;
    }

    String found() {
      return found;
    }

    Level level() {
      return level;
    }
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
