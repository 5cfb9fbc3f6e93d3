package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.filter.worker.RunningRequest;

/**
 * A stuck request for as long as it runs. Immutable.
 *
 * @param request as the last look saw it: an asynchronous one may have left its thread
 * @param found as it was found
 * @param detailed whether it has lines of its own in the log
 */
record StuckCase(RunningRequest request, StuckRequest found, boolean detailed) {

  StuckCase seenAs(RunningRequest now) {
    return new StuckCase(now, found, detailed);
  }
}
