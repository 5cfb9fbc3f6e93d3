package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Requests of a test. Interrupts a thread after a second look at its request, which is sufficient
 * there.
 */
record SecondLook(Supplier<List<RunningRequest>> seen, Predicate<RunningRequest> replacement)
    implements RunningRequests {

  @Override
  public List<RunningRequest> running() {
    return seen.get();
  }

  @Override
  public boolean interrupt(RunningRequest request) {
    Thread thread = request.thread();
    if (thread == null || running().stream().noneMatch(now -> isSame(now, request))) {
      return false;
    }
    thread.interrupt();
    return true;
  }

  @Override
  public boolean replace(RunningRequest request) {
    return replacement.test(request);
  }

  private static boolean isSame(RunningRequest one, RunningRequest other) {
    return one.thread() == other.thread() && one.key().equals(other.key());
  }
}
