package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.model.InstanceReport;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Background job of an instance in a shared store: at each interval it publishes the instance's
 * metrics and then folds dead neighbours, and at its end it publishes one last time.
 *
 * <p>Runs on the thread of the store; its results may be read by any thread.
 */
public final class StoreTask implements BackgroundThread.Job {

  /** A new instance appears in the store soon, however long the interval is. */
  private static final Duration LONGEST_FIRST_DELAY = Duration.ofSeconds(5);

  private final SnapshotStore store;
  private final Duration interval;
  private final Parts parts;
  private @Nullable SnapshotPublisher publisher;
  private RetainedVersion lastRetained = RetainedVersion.none();
  private boolean started;
  private long nextNanos;
  private volatile List<InstanceReport> neighbours = List.of();
  private volatile @Nullable String lastFailure;

  /** Creates a job that has not published anything. */
  public StoreTask(SnapshotStore store, Duration interval, Parts parts) {
    this.store = store;
    this.interval = interval;
    this.parts = parts;
  }

  @Override
  public boolean step(BackgroundThread self) {
    long now = parts.ticker().nanos();
    if (!started) {
      started = true;
      nextNanos = now + firstDelay().toNanos();
    }
    if (nextNanos - now > 0) {
      self.pause(nextNanos - now);
    } else {
      run(false);
      nextNanos = parts.ticker().nanos() + interval.toNanos();
    }
    return true;
  }

  @Override
  public void end() {
    run(true);
  }

  @Override
  public void failed(Throwable failure) {
    parts.log().noThread(failure);
  }

  /** Ends a request to the store that blocks the thread. */
  @Override
  public void abort() {
    store.close();
  }

  @Override
  public String activity() {
    return "writing to the shared store";
  }

  /** Returns a random delay, so that instances that start together do not publish together. */
  Duration firstDelay() {
    Duration longest = interval.compareTo(LONGEST_FIRST_DELAY) < 0 ? interval : LONGEST_FIRST_DELAY;
    return Duration.ofNanos((long) (longest.toNanos() * parts.random().getAsDouble()));
  }

  /**
   * Publishes and folds. Throws nothing.
   *
   * @param last whether the instance stops
   */
  void run(boolean last) {
    if (!last && !parts.breaker().permits()) {
      parts.metrics().count(StoreMetrics.PUBLISH, StoreMetrics.SKIPPED);
      return;
    }
    RetainedVersion retained = publish(last);
    if (retained != null && !last) {
      fold(retained);
    }
  }

  /** Returns the neighbours at the time of the last run. */
  public List<InstanceReport> neighbours() {
    return neighbours;
  }

  /** Returns the reason why publishing fails, or null if it succeeds. */
  public @Nullable String lastFailure() {
    return lastFailure;
  }

  private @Nullable RetainedVersion publish(boolean last) {
    try {
      RetainedVersion retained = retained(last);
      publisher().publish(retained, last);
      if (parts.metrics().lastSuccessMillis() == 0) {
        store.warning().ifPresent(parts.log()::unsafe);
      }
      parts.metrics().published(parts.clock().millis());
      recovered();
      return retained;
    } catch (Throwable e) {
      failedToPublish(e);
      return null;
    }
  }

  /** The last publication takes place even if the retained totals cannot be read. */
  private RetainedVersion retained(boolean last) throws IOException {
    try {
      lastRetained =
          RetainedVersion.read(
              store,
              damage -> {
                parts.metrics().damaged(damage);
                parts.log().damaged("retained totals", damage);
              },
              lastRetained);
      return lastRetained;
    } catch (IOException e) {
      if (last) {
        return RetainedVersion.none();
      }
      throw e;
    }
  }

  private SnapshotPublisher publisher() {
    SnapshotPublisher known = publisher;
    if (known == null) {
      known = parts.publisher().get();
      publisher = known;
    }
    return known;
  }

  private void fold(RetainedVersion retained) {
    try {
      neighbours = List.copyOf(parts.folding().run(retained, publisher().identity().key()));
    } catch (Throwable e) {
      parts.metrics().count(StoreMetrics.FOLD, outcome(e));
      parts.log().foldingFails(e);
    }
  }

  private void recovered() {
    boolean wasFailing = parts.breaker().failures() > 0;
    parts.breaker().succeeded();
    lastFailure = null;
    if (wasFailing) {
      parts.log().publishingSucceeds();
    }
  }

  private void failedToPublish(Throwable failure) {
    parts.metrics().count(StoreMetrics.PUBLISH, outcome(failure));
    lastFailure = LogText.escaped(failure);
    parts.breaker().failed();
    if (parts.breaker().failures() == 1) {
      parts.log().publishingFails(failure);
    }
  }

  private static String outcome(Throwable failure) {
    return failure instanceof CodecException damaged
        ? damaged.damage().label()
        : StoreMetrics.FAILED;
  }

  /**
   * Collaborators of the job.
   *
   * @param publisher creates the publisher on the thread of the store, because it looks up names in
   *     the operating system
   * @param ticker time for delays
   * @param clock time of day
   * @param random random numbers from zero (inclusive) to one (exclusive)
   */
  public record Parts(
      Supplier<SnapshotPublisher> publisher,
      FoldingPass folding,
      CircuitBreaker breaker,
      StoreMetrics metrics,
      StoreLog log,
      Ticker ticker,
      InstantSource clock,
      DoubleSupplier random) {}
}
