package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Log lines of uncaught exceptions. Each kind, a class on a route, is logged with its stack trace
 * at most once a minute, with the number of those in between. Used by the journal's thread only;
 * throws what the logger throws.
 */
final class ExceptionLog implements ExceptionSink {

  private static final Logger LOGGER = System.getLogger(ExceptionJournal.class.getName());

  private final WebApp webApp;
  private final KindThrottle throttle;

  ExceptionLog(WebApp webApp, Ticker ticker) {
    this.webApp = webApp;
    this.throttle = new KindThrottle(1, ticker);
  }

  @Override
  public void write(ExceptionRecord exception) {
    long suppressed = throttle.acquire(exception.kind());
    if (suppressed != KindThrottle.SUPPRESSED) {
      // One text without parameters, in which no logger looks for placeholders.
      LOGGER.log(Level.ERROR, webApp + ": " + text(exception, suppressed));
    }
  }

  private static String text(ExceptionRecord exception, long suppressed) {
    String route = exception.request().route();
    return "uncaught exception in "
        + LogText.escaped(exception.request().method())
        + " "
        + (route.isEmpty() ? "(no route)" : LogText.escaped(route))
        + (exception.traceId() == null ? "" : ", trace " + exception.traceId())
        + (suppressed == 0 ? "" : ", " + suppressed + " more since the last line")
        + "\n"
        + String.join("\n", exception.exception().lines());
  }
}
