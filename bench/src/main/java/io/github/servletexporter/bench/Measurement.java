package io.github.servletexporter.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a request cost in one setting; every number is the median of all iterations.
 *
 * @param nanos processor time of a request
 * @param clockNanos time of a request by the clock, waiting for a processor included
 * @param share processor time as a share of the clock: 1 when nothing else ran on the machine
 * @param bytes what a request allocated
 */
record Measurement(double nanos, double clockNanos, double share, double bytes) {
  /** The median, because a mean would carry a disturbed iteration into every ratio. */
  static Measurement median(List<Measurement> iterations) {
    return new Measurement(
        median(iterations, Measurement::nanos),
        median(iterations, Measurement::clockNanos),
        median(iterations, Measurement::share),
        median(iterations, Measurement::bytes));
  }

  private static double median(List<Measurement> iterations, ToDoubleFunction<Measurement> number) {
    double[] sorted = iterations.stream().mapToDouble(number).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
