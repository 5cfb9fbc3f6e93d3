package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.model.InstanceReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a member does every interval: publishes, then looks after its neighbours. A failure of the
 * first counts against the store, and is logged when it begins and when it ends.
 *
 * <p>Runs on the store's own thread; what it tells may be read by any.
 */
public final class StoreTask implements StoreThread.Work {

  private static final Logger LOGGER = System.getLogger(StoreTask.class.getName());

  /** However long the interval is, a new member is soon there. */
  private static final Duration LONGEST_FIRST_DELAY = Duration.ofSeconds(5);

  private final WebApp webApp;
  private final SnapshotStore store;
  private final Duration interval;
  private final Parts parts;
  private @Nullable SnapshotPublisher publisher;
  private RetainedVersion lastRetired = RetainedVersion.unknown();
  private volatile List<InstanceReport> neighbours = List.of();
  private volatile @Nullable String lastFailure;

  public StoreTask(WebApp webApp, SnapshotStore store, Duration interval, Parts parts) {
    this.webApp = webApp;
    this.store = store;
    this.interval = interval;
    this.parts = parts;
  }

  @Override
  public Duration firstDelay() {
    Duration longest = interval.compareTo(LONGEST_FIRST_DELAY) < 0 ? interval : LONGEST_FIRST_DELAY;
    return Duration.ofNanos((long) (longest.toNanos() * parts.random().getAsDouble()));
  }

  @Override
  public Duration delay() {
    return interval;
  }

  @Override
  public void run(boolean last) {
    if (!last && !parts.breaker().permits()) {
      parts.metrics().count(StoreMetrics.PUBLISH, StoreMetrics.SKIPPED);
      return;
    }
    RetainedVersion retired = publish(last);
    if (retired != null && !last) {
      lookAfterNeighbours(retired);
    }
  }

  public List<InstanceReport> neighbours() {
    return neighbours;
  }

  public @Nullable String lastFailure() {
    return lastFailure;
  }

  private @Nullable RetainedVersion publish(boolean last) {
    try {
      RetainedVersion retired = retired(last);
      publisher().publish(retired, last);
      parts.metrics().published(parts.clock().millis());
      recovered();
      return retired;
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  /** The last write takes place whatever can't be read. */
  private RetainedVersion retired(boolean last) throws IOException {
    try {
      lastRetired =
          RetainedVersion.read(
              store, damage -> parts.damages().damaged("the retired entry", damage), lastRetired);
      return lastRetired;
    } catch (IOException e) {
      if (last) {
        return RetainedVersion.unknown();
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

  private void lookAfterNeighbours(RetainedVersion retired) {
    try {
      neighbours = List.copyOf(parts.retirement().pass(retired, publisher().identity().key()));
    } catch (Throwable e) {
      parts.metrics().count(StoreMetrics.FOLD, outcome(e));
      LOGGER.log(Level.DEBUG, "{0}: dead members can't be folded: {1}", webApp, text(e));
    }
  }

  private void recovered() {
    boolean wasFailing = parts.breaker().failures() > 0;
    parts.breaker().succeeded();
    lastFailure = null;
    if (wasFailing) {
      LOGGER.log(Level.INFO, "{0}: publishes to the shared {1} again", webApp, store.kind());
    }
  }

  private void failed(Throwable failure) {
    parts.metrics().count(StoreMetrics.PUBLISH, outcome(failure));
    lastFailure = text(failure);
    parts.breaker().failed();
    if (parts.breaker().failures() == 1) {
      LOGGER.log(
          Level.WARNING,
          "{0}: can''t publish to the shared {1} and will try again: {2}",
          webApp,
          store.kind(),
          text(failure));
    }
  }

  private static String outcome(Throwable failure) {
    return failure instanceof CodecException damaged
        ? damaged.damage().label()
        : StoreMetrics.FAILED;
  }

  private static String text(Throwable failure) {
    return LogText.escaped(failure);
  }

  /**
   * What a member consists of.
   *
   * @param publisher made on the store's own thread, since it asks the operating system for names
   * @param random numbers from zero to less than one
   */
  public record Parts(
      Supplier<SnapshotPublisher> publisher,
      FoldingPass retirement,
      CircuitBreaker breaker,
      StoreMetrics metrics,
      DamageLog damages,
      InstantSource clock,
      DoubleSupplier random) {}
}
