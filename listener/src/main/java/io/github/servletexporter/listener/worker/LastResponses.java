package io.github.servletexporter.listener.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Responses of requests that have just ended, which the container has yet to send before it may
 * close their connections.
 *
 * <p>For a filter, a request ends when the chain returns. The container sends the rest of the
 * response afterwards, on the same thread, and tells no application when it has done so. But that
 * thread runs, whereas a thread without a request waits for one.
 */
final class LastResponses {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** The methods of the JDK's channels that wait for bytes or connections. */
  private static final Set<String> WAITS = Set.of("wait", "poll", "poll0", "accept", "accept0");

  private final Duration limit;

  /**
   * Creates the wait.
   *
   * @param limit the maximum time to wait
   */
  LastResponses(Duration limit) {
    this.limit = limit;
  }

  /**
   * Returns when each of the threads has been seen without work, after the limit, or when the
   * current thread is interrupted.
   */
  void await(Collection<Thread> threads) {
    Set<Thread> working = new HashSet<>(threads);
    long startNanos = System.nanoTime();
    working.removeIf(LastResponses::hasNoWork);
    while (!working.isEmpty()
        && System.nanoTime() - startNanos < limit.toNanos()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, POLL_NANOS);
      working.removeIf(LastResponses::hasNoWork);
    }
  }

  private static boolean hasNoWork(Thread thread) {
    return switch (thread.getState()) {
      case RUNNABLE -> awaitsEvents(thread.getStackTrace());
      case BLOCKED -> false;
      case NEW, WAITING, TIMED_WAITING, TERMINATED -> true;
    };
  }

  /** For the JVM, a thread runs while it waits in the operating system, as Jetty's selectors do. */
  private static boolean awaitsEvents(StackTraceElement[] stack) {
    return stack.length == 0
        || (stack[0].getClassName().startsWith("sun.nio.ch.")
            && WAITS.contains(stack[0].getMethodName()));
  }
}
