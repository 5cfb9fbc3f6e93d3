package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.base.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Writes of stuck requests: a few in full, the rest summed up. Used by one thread at a time; a
 * logger that throws makes it throw.
 */
final class StuckRequestLog {

  private static final Logger LOGGER = System.getLogger(StuckRequestWatchdog.class.getName());

  private final WatchdogSettings settings;
  private final RequestTally found;
  private final RequestTally recovered;

  StuckRequestLog(WatchdogSettings settings, long nowNanos) {
    this.settings = settings;
    this.found = new RequestTally(nowNanos);
    this.recovered = new RequestTally(nowNanos);
  }

  /**
   * Writes of a request that was found, with its stack, or keeps it for the sum.
   *
   * @param outcome what was done about it
   */
  void found(StuckCase stuckCase, String outcome) {
    StuckRequest request = stuckCase.found();
    if (!stuckCase.detailed()) {
      found.add(name(request));
      return;
    }
    log(
        Level.WARNING,
        name(request)
            + " has run for "
            + LogFormat.seconds(request.age())
            + thread(request)
            + ", over the worker-timeout of "
            + LogFormat.seconds(settings.timeout())
            + outcome
            + LogFormat.lines(request.stack()));
  }

  /** Writes of a request that has ended, or keeps it for the sum. */
  void recovered(StuckCase stuckCase, Duration total) {
    StuckRequest request = stuckCase.found();
    if (!stuckCase.detailed()) {
      recovered.add(name(request));
      return;
    }
    log(
        Level.INFO,
        name(request)
            + thread(request)
            + ", which was stuck, has ended after "
            + LogFormat.seconds(total));
  }

  /** Writes the sums that are due. */
  void summarize(long nowNanos) {
    if (found.isDue(nowNanos)) {
      int total = found.total();
      log(
          Level.WARNING,
          total
              + " more requests are over the worker-timeout of "
              + LogFormat.seconds(settings.timeout())
              + ", their stacks not taken: "
              + found.take(nowNanos));
    }
    if (recovered.isDue(nowNanos)) {
      int total = recovered.total();
      log(
          Level.INFO,
          total + " more requests, which were stuck, have ended: " + recovered.take(nowNanos));
    }
  }

  private static String name(StuckRequest request) {
    String route = request.route().isEmpty() ? "(no route)" : LogText.escaped(request.route());
    return LogText.escaped(request.method()) + " " + route;
  }

  private static String thread(StuckRequest request) {
    return request.threadName() == null
        ? ", asynchronous and on no thread"
        : " on thread \"" + LogText.escaped(request.threadName()) + "\"";
  }

  /** As text without parameters: no logger looks for placeholders in it then. */
  private void log(Level level, String text) {
    LOGGER.log(level, settings.webApp() + ": " + text);
  }
}
