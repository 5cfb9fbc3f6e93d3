package io.github.servletexporter.it.behaviour;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** How the suite waits: often asking, and giving up late enough for a busy machine. */
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

  /** Whether something becomes true in a short while. */
  static boolean holds(Callable<Boolean> condition) {
    try {
      await("it").atMost(SHORT_TIMEOUT).until(condition);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
