package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Log lines of uncaught exceptions. Each kind, a class on a route, is logged with its stack trace
 * at most once a minute, with the number of those in between. Used by the journal's thread only;
 * throws what the logger throws.
 */
final class ExceptionLog implements ExceptionSink {

  private static final Logger LOGGER = System.getLogger(ExceptionJournal.class.getName());
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int MAX_KINDS = 200;

  private final WebApp webApp;
  private final Ticker ticker;

  /** Throttles by kind, beginning with the one whose last line is the oldest. */
  private final Map<String, Throttle> kinds = new LinkedHashMap<>();

  ExceptionLog(WebApp webApp, Ticker ticker) {
    this.webApp = webApp;
    this.ticker = ticker;
  }

  @Override
  public void write(ExceptionRecord exception) {
    String name = exception.type() + " " + exception.uncaught().route();
    Throttle known = kinds.get(name);
    Throttle throttle = known == null ? new Throttle(INTERVAL, ticker) : known;
    if (!throttle.tryAcquire()) {
      return;
    }
    kinds.remove(name);
    kinds.put(name, throttle);
    if (kinds.size() > MAX_KINDS) {
      kinds.remove(kinds.keySet().iterator().next());
    }
    // One text without parameters, in which no logger looks for placeholders.
    LOGGER.log(Level.ERROR, webApp + ": " + text(exception, throttle.takeSuppressed()));
  }

  private static String text(ExceptionRecord exception, long suppressed) {
    String route = exception.uncaught().route();
    return "uncaught exception in "
        + LogText.escaped(exception.uncaught().method())
        + " "
        + (route.isEmpty() ? "(no route)" : LogText.escaped(route))
        + (exception.traceId() == null ? "" : ", trace " + exception.traceId())
        + (suppressed == 0 ? "" : ", " + suppressed + " more since the last line")
        + "\n"
        + String.join("\n", StackText.all(exception.uncaught().exception()));
  }
}
