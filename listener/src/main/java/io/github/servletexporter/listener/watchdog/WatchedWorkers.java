package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a watchdog sees of workers, and what it may do to them. All three are called by the thread
 * that looks, with no lock held, and may throw.
 *
 * @param running returns the requests that run now, asynchronous ones too
 * @param interrupter interrupts a request's thread if the request is still on it; returns whether
 *     it has
 * @param recycler lets the pool replace a request's thread; returns whether it does
 */
public record WatchedWorkers(
    Supplier<List<RunningRequest>> running,
    Predicate<RunningRequest> interrupter,
    Predicate<RunningRequest> recycler) {

  /**
   * Returns workers whose threads are interrupted after another look at what they do.
   *
   * <p>A race remains: the request may end between that look and the interrupt, a moment of
   * microseconds. The thread then has the flag of an interrupt that is meant for nobody. Both
   * containers clear it before the thread's next job, but not between two requests of one
   * connection, and not before they write what is left of the response: an interrupted thread that
   * writes to a channel closes it, and the connection with it. And the request that was rightly
   * interrupted may end without having noticed, with the same outcome. Whoever knows where requests
   * end can do without the race, by an {@code interrupter} that settles with the request's end
   * which of the two comes first, and by clearing the flag there.
   *
   * @param running returns the requests that run now, asynchronous ones too
   * @param recycler lets the pool replace a request's thread; returns whether it does
   */
  public static WatchedWorkers of(
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
