package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.util.List;

/**
 * The requests in flight that are on a thread, without actions. The others have no stack, and many
 * of them are meant to last.
 *
 * @param all the requests in flight
 */
record RequestsOnThreads(RunningRequests all) implements RunningRequests {

  @Override
  public List<RunningRequest> running() {
    return all.running().stream().filter(request -> request.thread() != null).toList();
  }

  @Override
  public boolean interrupt(RunningRequest request) {
    return false;
  }

  @Override
  public boolean replace(RunningRequest request) {
    return false;
  }
}
