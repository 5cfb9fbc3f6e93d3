package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Logs uncaught exceptions: each kind, a class on a route, with its stack at most once a minute,
 * and then with how many there were since. Used by the journal's thread only; a logger that throws
 * makes it throw.
 */
final class ExceptionLog implements ExceptionSink {

  private static final Logger LOGGER = System.getLogger(ExceptionJournal.class.getName());
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_KINDS = 200;

  private final WebApp webApp;
  private final Ticker ticker;

  /** Eldest first: insertion order is the order of the last line. */
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  ExceptionLog(WebApp webApp, Ticker ticker) {
    this.webApp = webApp;
    this.ticker = ticker;
  }

  /**
   * What was logged of a kind last.
   *
   * @param loggedNanos when
   * @param since how many there were after it
   */
  private record Kind(long loggedNanos, long since) {}

  @Override
  public void write(ExceptionRecord exception) {
    String name = exception.type() + " " + exception.uncaught().route();
    long now = ticker.nanos();
    Kind last = kinds.get(name);
    if (last != null && now - last.loggedNanos() < INTERVAL_NANOS) {
      kinds.put(name, new Kind(last.loggedNanos(), last.since() + 1));
      return;
    }
    kinds.remove(name);
    kinds.put(name, new Kind(now, 0));
    if (kinds.size() > MAX_KINDS) {
      kinds.remove(kinds.keySet().iterator().next());
    }
    // One text without parameters: no logger looks for placeholders in it then.
    LOGGER.log(Level.ERROR, webApp + ": " + text(exception, last == null ? 0 : last.since()));
  }

  private static String text(ExceptionRecord exception, long since) {
    String route = exception.uncaught().route();
    return "uncaught exception in "
        + exception.uncaught().method()
        + " "
        + (route.isEmpty() ? "(no route)" : LogText.escaped(route))
        + (exception.traceId() == null ? "" : ", trace " + exception.traceId())
        + (since == 0 ? "" : ", " + since + " more of its kind since the last line")
        + "\n"
        + String.join("\n", StackText.all(exception.uncaught().exception()));
  }
}
