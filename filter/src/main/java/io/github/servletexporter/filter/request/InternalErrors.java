package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.RequestMeter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Where failures of our own end: counted, logged at most once a minute, never passed on.
 *
 * <p>Thread-safe.
 */
public final class InternalErrors {

  private static final Logger LOGGER = System.getLogger(InternalErrors.class.getName());
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final RequestMeter meter;
  private final Ticker ticker;
  private final WebApp webApp;
  private final AtomicLong nextLogNanos;

  InternalErrors(RequestMeter meter, Ticker ticker, WebApp webApp) {
    this.meter = meter;
    this.ticker = ticker;
    this.webApp = webApp;
    this.nextLogNanos = new AtomicLong(ticker.nanos());
    for (Component component : Component.values()) {
      meter.initializeErrors(component.label());
    }
  }

  /** The parts of us that can fail: label {@code component}. */
  public enum Component {
    /** Before and after the chain. */
    REQUEST,
    /** The framing guard; the request is passed on. */
    GUARD,
    /** A route provider. */
    ROUTE,
    /** The end of an asynchronous request. */
    ASYNC,
    /** A collector during a scrape. */
    SCRAPE,
    /** What accompanies workers: assignment, recycling, watchdog. */
    WORKER,
    /** What is written of uncaught exceptions. */
    JOURNAL,
    /** The server of our own and its pages. */
    SERVER,
    /** The view of all members of a shared store. */
    AGGREGATE;

    /** Returns the value of the label {@code component}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns what counts failures of one component; it throws nothing. */
  public Consumer<Throwable> of(Component component) {
    return failure -> caught(component, failure);
  }

  /** Counts and, unless it has just done so, logs a failure. Throws nothing. */
  public void caught(Component component, Throwable failure) {
    try {
      meter.error(component.label());
      long now = ticker.nanos();
      long next = nextLogNanos.get();
      if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
        LOGGER.log(
            Level.WARNING,
            webApp + ": servlet-exporter failed in " + component.label() + "; the request did not",
            failure);
      }
    } catch (Throwable logging) {
      // A logger that fails, or no memory: nothing is left to tell, and the request goes on.
    }
  }
}
