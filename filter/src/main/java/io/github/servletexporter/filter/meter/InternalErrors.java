package io.github.servletexporter.filter.meter;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Failures inside servlet-exporter: they are counted, logged at most once a minute and never passed
 * on to the application.
 *
 * <p>Thread-safe.
 */
public final class InternalErrors {

  private static final Logger LOGGER = System.getLogger(InternalErrors.class.getName());
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private final RequestMeter meter;
  private final Ticker ticker;
  private final WebApp webApp;
  private final Throttle log;

  public InternalErrors(RequestMeter meter, Ticker ticker, WebApp webApp) {
    this.meter = meter;
    this.ticker = ticker;
    this.webApp = webApp;
    this.log = new Throttle(LOG_INTERVAL, ticker);
    for (Component component : Component.values()) {
      meter.initializeErrors(component.label());
    }
  }

  /** Component of servlet-exporter that can fail (label {@code component}). */
  public enum Component {
    /** The handling of a request before and after the chain. */
    REQUEST,
    /** A guard; the request is admitted. */
    GUARD,
    /** A route provider. */
    ROUTE,
    /** The end of an asynchronous request. */
    ASYNC,
    /** A collector during a scrape. */
    SCRAPE,
    /** The application's own collectors during a scrape. */
    APPLICATION,
    /** The supervision of workers: assignment, recycling, stuck requests. */
    WORKER,
    /** The exception journal. */
    JOURNAL,
    /** The server of the metrics port and the pages. */
    SERVER,
    /** The merged view of all instances of a shared store. */
    AGGREGATE;

    /** Returns the value of the label {@code component}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns a handler that counts and logs the failures of one component and throws nothing. */
  public Consumer<Throwable> of(Component component) {
    return failure -> caught(component, failure);
  }

  /**
   * Returns a handler that counts what one component has to leave out, and logs it in the words of
   * its caller. It has a throttle of its own, so that it suppresses no failure, and throws nothing.
   */
  public Consumer<String> reporting(Component component) {
    Throttle own = new Throttle(LOG_INTERVAL, ticker);
    return text -> {
      try {
        meter.error(component.label());
        if (own.tryAcquire()) {
          LOGGER.log(Level.WARNING, webApp + ": " + text);
        }
      } catch (Throwable fromLogging) {
        // As below.
      }
    };
  }

  /** Counts a failure and logs it, unless one was logged within the last minute. Throws nothing. */
  public void caught(Component component, Throwable failure) {
    try {
      meter.error(component.label());
      if (log.tryAcquire()) {
        LOGGER.log(
            Level.WARNING,
            webApp
                + ": internal error in component \""
                + component.label()
                + "\", requests are not affected; suppressed="
                + log.takeSuppressed(),
            LoggedFailure.of(failure));
      }
    } catch (Throwable fromLogging) {
      // The logger failed or memory is exhausted; the request must continue.
    }
  }
}
