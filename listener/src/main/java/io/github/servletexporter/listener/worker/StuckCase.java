package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.hook.TimedOutRequest;
import java.time.Duration;
import java.util.List;

/**
 * A stuck request, from the check that finds it until its end. Immutable.
 *
 * @param request the request as of the last check; an asynchronous one may have left its thread
 * @param found the request as it was when it was found
 * @param detailed whether the log has separate lines for the request
 */
record StuckCase(RunningRequest request, TimedOutRequest found, boolean detailed) {

  static StuckCase of(
      RunningRequest request, long ageNanos, List<StackTraceElement> stack, boolean detailed) {
    Thread thread = request.thread();
    TimedOutRequest found =
        new TimedOutRequest(
            request.pool(),
            thread == null ? null : thread.getName(),
            request.method(),
            request.route(),
            Duration.ofNanos(ageNanos),
            stack);
    return new StuckCase(request, found, detailed);
  }

  StuckCase seenAs(RunningRequest now) {
    return new StuckCase(now, found, detailed);
  }
}
