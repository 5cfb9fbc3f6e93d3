package io.github.servletexporter.listener;

import io.github.servletexporter.listener.boot.watch.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Reasons why the web application should not be sent requests at present. Thread-safe. */
final class NotReady implements Supplier<List<String>> {

  private final Readiness readiness;
  private final IntSupplier stuckRequests;
  private final int stuckLimit;
  private final Supplier<Optional<String>> saturation;
  private final List<Supplier<Optional<String>>> problems;

  /**
   * Creates the reasons.
   *
   * @param readiness readiness of the application according to its lifecycle
   * @param stuckRequests number of stuck requests
   * @param stuckLimit number of stuck requests at which the application is not ready; 0 disables
   *     the check, a negative number leaves it to the saturation
   * @param saturation pool whose workers are all stuck, if there is one
   * @param problems problems of other parts, each empty while there is none
   */
  NotReady(
      Readiness readiness,
      IntSupplier stuckRequests,
      int stuckLimit,
      Supplier<Optional<String>> saturation,
      List<Supplier<Optional<String>>> problems) {
    this.readiness = readiness;
    this.stuckRequests = stuckRequests;
    this.stuckLimit = stuckLimit;
    this.saturation = saturation;
    this.problems = problems;
  }

  /** Returns the reasons, an empty list when the application is ready. */
  @Override
  public List<String> get() {
    List<String> reasons = ownReasons();
    readiness.otherReason().ifPresent(reasons::add);
    return reasons;
  }

  /** Returns why the application must be restarted, empty if it works. */
  Optional<String> broken() {
    return readiness.broken();
  }

  /** Returns the reasons without that of the framework. */
  List<String> ownReasons() {
    List<String> reasons = new ArrayList<>();
    if (!readiness.isReady()) {
      reasons.add(readiness.reason());
    }
    int stuck = stuckRequests.getAsInt();
    if (stuckLimit > 0 && stuck >= stuckLimit) {
      reasons.add(
          stuck
              + (stuck == 1 ? " stuck request" : " stuck requests")
              + " (limit "
              + stuckLimit
              + ")");
    }
    if (stuckLimit < 0) {
      saturation.get().ifPresent(reasons::add);
    }
    problems.forEach(problem -> problem.get().ifPresent(reasons::add));
    return reasons;
  }
}
