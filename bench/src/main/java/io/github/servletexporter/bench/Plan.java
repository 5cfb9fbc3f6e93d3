package io.github.servletexporter.bench;

import java.time.Duration;

/**
 * Length of a run.
 *
 * @param rounds how often every peer is measured, each time in a new JVM
 * @param warmUps iterations that are thrown away, per round
 * @param iterations iterations that count, per round
 * @param iterationTime length of an iteration
 */
record Plan(int rounds, int warmUps, int iterations, Duration iterationTime) {
  /** About five minutes. */
  static Plan full() {
    return new Plan(3, 3, 3, Duration.ofSeconds(1));
  }

  /** Under a minute, for a first look: one JVM per peer, so the ratios still wander. */
  static Plan quick() {
    return new Plan(1, 3, 3, Duration.ofMillis(500));
  }
}
