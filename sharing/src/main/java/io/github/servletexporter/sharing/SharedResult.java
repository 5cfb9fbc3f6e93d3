package io.github.servletexporter.sharing;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A result that one thread makes while the others that want it wait, and that is good for a while.
 * A failure is shared in the same way: it has cost as much. Thread-safe.
 *
 * @param <T> the result
 */
final class SharedResult<T> {

  private final Callable<T> task;
  private final Duration maxAge;
  private final Ticker ticker;
  private final AtomicReference<@Nullable Run<T>> latest = new AtomicReference<>();

  /**
   * Creates a result that nobody has asked for yet.
   *
   * @param task called by one thread at a time, each call after the end of the one before
   * @param maxAge a result is good for so long after its beginning
   * @param ticker the time
   */
  SharedResult(Callable<T> task, Duration maxAge, Ticker ticker) {
    this.task = task;
    this.maxAge = maxAge;
    this.ticker = ticker;
  }

  /**
   * Returns a result that is good, or makes one.
   *
   * @param limit of waiting for another thread; the own work limits itself
   * @throws ExecutionException with the task's exception
   * @throws TimeoutException if the other thread took longer
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  T get(Duration limit) throws ExecutionException, TimeoutException, InterruptedException {
    Run<T> current = latest.get();
    if (current == null || (current.future.isDone() && isOld(current))) {
      Run<T> mine = new Run<>(new FutureTask<>(task), ticker.nanos());
      if (latest.compareAndSet(current, mine)) {
        mine.future.run();
        return mine.future.get();
      }
      return get(limit);
    }
    return current.future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private boolean isOld(Run<T> run) {
    return ticker.nanos() - run.startNanos >= maxAge.toNanos();
  }

  private record Run<T>(FutureTask<T> future, long startNanos) {}
}
