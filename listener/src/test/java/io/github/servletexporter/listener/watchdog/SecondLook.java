package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Workers of a test: interrupted after another look at what they do, which is enough there. */
final class SecondLook {

  private SecondLook() {}

  static WatchedWorkers of(
      Supplier<List<RunningRequest>> running, Predicate<RunningRequest> recycler) {
    return new WatchedWorkers(running, stuck -> interruptIfRunning(stuck, running), recycler);
  }

  private static boolean interruptIfRunning(
      RunningRequest stuck, Supplier<List<RunningRequest>> running) {
    Thread thread = stuck.thread();
    if (thread == null || running.get().stream().noneMatch(now -> isSame(now, stuck))) {
      return false;
    }
    thread.interrupt();
    return true;
  }

  private static boolean isSame(RunningRequest one, RunningRequest other) {
    return one.thread() == other.thread() && one.key().equals(other.key());
  }
}
