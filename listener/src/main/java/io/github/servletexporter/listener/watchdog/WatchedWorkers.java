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
   * <p>A race remains: the request may end in the microseconds between that look and the interrupt.
   * And a request that was rightly interrupted may end without having noticed. Both leave the
   * thread with the flag of an interrupt that is meant for nobody. The containers clear it between
   * two jobs of the thread (Jetty after one, Tomcat before one), but one job serves all requests of
   * a connection that have come by then: the next of them fails at its first blocking call, and a
   * {@code FileChannel} that it touches is closed, for all who share it. The containers' own writes
   * don't mind, unless they have to wait for a slow client.
   *
   * <p>Where requests end there is a way without the race: an {@code interrupter} that settles with
   * the request's end which of the two comes first, and an end that clears the flag.
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
