package io.github.servletexporter.listener;

import io.github.servletexporter.listener.boot.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Why the web application should not be sent requests just now. Thread-safe. */
final class NotReady implements Supplier<List<String>> {

  private final Readiness readiness;
  private final IntSupplier stuckRequests;
  private final int stuckLimit;
  private final Supplier<Optional<String>> store;

  /**
   * Creates it.
   *
   * @param readiness where in its life the application is
   * @param stuckRequests how many requests are stuck
   * @param stuckLimit how many are too many; 0: however many
   * @param store what is wrong with the shared store
   */
  NotReady(
      Readiness readiness,
      IntSupplier stuckRequests,
      int stuckLimit,
      Supplier<Optional<String>> store) {
    this.readiness = readiness;
    this.stuckRequests = stuckRequests;
    this.stuckLimit = stuckLimit;
    this.store = store;
  }

  /** Returns the reasons, none when it is ready. */
  @Override
  public List<String> get() {
    List<String> reasons = new ArrayList<>();
    if (!readiness.isReady()) {
      reasons.add(readiness.reason());
    }
    int stuck = stuckRequests.getAsInt();
    if (stuckLimit > 0 && stuck >= stuckLimit) {
      reasons.add(stuck + " requests are stuck, " + stuckLimit + " are too many");
    }
    store.get().ifPresent(reasons::add);
    return reasons;
  }
}
