package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Log of stuck requests: separate lines for a few of them, and a summary of the rest. Used by one
 * thread at a time; throws what the logger throws.
 */
final class StuckRequestLog {

  private static final Logger LOGGER = System.getLogger(StuckRequestWatchdog.class.getName());
  private static final double NANOS_PER_SECOND = 1e9;

  private final WatchdogSettings settings;
  private final RequestTally found;
  private final RequestTally recovered;

  StuckRequestLog(WatchdogSettings settings) {
    this.settings = settings;
    this.found = new RequestTally(settings.ticker());
    this.recovered = new RequestTally(settings.ticker());
  }

  /**
   * Logs a request that was found, with its stack, or adds it to the summary.
   *
   * @param outcome clause about the action on the request; empty if there was none
   */
  void found(StuckCase stuckCase, String outcome) {
    TimedOutRequest request = stuckCase.found();
    if (!stuckCase.detailed()) {
      found.add(name(request));
      return;
    }
    log(
        settings.kind().level(),
        name(request)
            + " has run for "
            + seconds(request.age())
            + thread(request)
            + settings.kind().found()
            + seconds(settings.timeout())
            + ")"
            + outcome
            + lines(request.stack()));
  }

  /** Logs a stuck request that has ended, or adds it to the summary. */
  void recovered(StuckCase stuckCase, Duration total) {
    TimedOutRequest request = stuckCase.found();
    if (!stuckCase.detailed()) {
      recovered.add(name(request));
      return;
    }
    log(
        Level.INFO,
        settings.kind().word()
            + " request "
            + name(request)
            + thread(request)
            + " has ended after "
            + seconds(total));
  }

  /** Logs the summaries that are due. */
  void summarize() {
    if (found.tryAcquire()) {
      int total = found.total();
      log(
          settings.kind().level(),
          total
              + (total == 1 ? " more request exceeds" : " more requests exceed")
              + " "
              + settings.kind().key()
              + " ("
              + seconds(settings.timeout())
              + "), logged without a stack: "
              + found.take());
    }
    if (recovered.tryAcquire()) {
      int total = recovered.total();
      log(
          Level.INFO,
          total
              + (total == 1
                  ? " more " + settings.kind().word() + " request has ended: "
                  : " more " + settings.kind().word() + " requests have ended: ")
              + recovered.take());
    }
  }

  private static String name(TimedOutRequest request) {
    String route = request.route().isEmpty() ? "(no route)" : LogText.escaped(request.route());
    return LogText.escaped(request.method()) + " " + route;
  }

  private static String thread(TimedOutRequest request) {
    return request.threadName() == null
        ? " asynchronously, on no thread,"
        : " on thread \"" + LogText.escaped(request.threadName()) + "\"";
  }

  /** Formats a stack as Java does, each frame on a line of its own. */
  private static String lines(List<StackTraceElement> stack) {
    StringBuilder lines = new StringBuilder();
    for (StackTraceElement frame : stack) {
      lines.append("\n\tat ").append(LogText.escaped(frame.toString()));
    }
    if (stack.size() == StackSampler.MAX_FRAMES) {
      lines.append("\n\t...");
    }
    return lines.toString();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / NANOS_PER_SECOND);
  }

  /** Logs text without parameters, so that no logger looks for placeholders in it. */
  private void log(Level level, String text) {
    LOGGER.log(level, settings.webApp() + ": " + text);
  }
}
