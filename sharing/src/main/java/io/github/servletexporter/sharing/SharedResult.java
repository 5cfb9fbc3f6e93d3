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
 * Result that one thread computes while other threads wait for it, and that stays valid for a
 * while. A failure is shared in the same way, because it was as expensive. Thread-safe.
 *
 * @param <T> type of the result
 */
final class SharedResult<T> {

  private final Callable<T> task;
  private final Duration maxAge;
  private final Ticker ticker;
  private final AtomicReference<@Nullable Run<T>> latest = new AtomicReference<>();

  /**
   * Creates a result that is not computed yet.
   *
   * @param task computation, called by one thread at a time
   * @param maxAge time for which a result stays valid, counted from the start of its computation
   * @param ticker source of time
   */
  SharedResult(Callable<T> task, Duration maxAge, Ticker ticker) {
    this.task = task;
    this.maxAge = maxAge;
    this.ticker = ticker;
  }

  /**
   * Returns the valid result, or computes one.
   *
   * @param limit longest time to wait for another thread; the computation limits itself
   * @throws ExecutionException if the computation fails, with its exception as the cause
   * @throws TimeoutException if the other thread takes longer
   * @throws InterruptedException if this thread is interrupted while it waits
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
