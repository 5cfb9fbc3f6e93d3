package io.github.servletexporter.it.behaviour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting with a short poll interval and a timeout that suffices on a busy machine. */
final class Patience {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(3);

  private Patience() {}

  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL_INTERVAL)
        .atMost(TIMEOUT);
  }

  /**
   * Returns the first value that matches, or the last one seen before a short timeout, for the
   * caller to assert on.
   */
  static <T> T firstOrLast(Callable<T> supplier, Predicate<T> kind) throws Exception {
    List<T> seen = new ArrayList<>(List.of(supplier.call()));
    try {
      if (!kind.test(seen.get(0))) {
        await("it")
            .atMost(SHORT_TIMEOUT)
            .until(
                () -> {
                  seen.set(0, supplier.call());
                  return kind.test(seen.get(0));
                });
      }
    } catch (ConditionTimeoutException e) {
      // The caller's assertion on the last value says more than a timeout.
    }
    return seen.get(0);
  }
}
