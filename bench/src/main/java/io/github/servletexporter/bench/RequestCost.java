package io.github.servletexporter.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Cost of a request in one setting; every number is a median of iterations.
 *
 * @param nanos processor time of a request
 * @param clockNanos time of a request by the clock, waiting for a processor included
 * @param share processor time as a share of the clock: 1 when nothing else ran on the machine
 * @param bytes what a request allocated
 */
record RequestCost(double nanos, double clockNanos, double share, double bytes) {
  /**
   * Sums a cell's iterations up: the medians of that half in which the threads had a processor for
   * most of the time. Threads that take turns on a processor do not contend, so a busy machine
   * would hide what a second thread costs.
   */
  static RequestCost ofQuieterHalf(List<RequestCost> iterations) {
    List<RequestCost> quieter =
        iterations.stream()
            .sorted(Comparator.comparingDouble(RequestCost::share).reversed())
            .limit((iterations.size() + 1) / 2)
            .toList();
    return new RequestCost(
        median(quieter, RequestCost::nanos),
        median(quieter, RequestCost::clockNanos),
        median(quieter, RequestCost::share),
        median(quieter, RequestCost::bytes));
  }

  private static double median(List<RequestCost> iterations, ToDoubleFunction<RequestCost> number) {
    double[] sorted = iterations.stream().mapToDouble(number).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
