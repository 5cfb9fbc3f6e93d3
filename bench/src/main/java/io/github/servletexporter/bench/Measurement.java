package io.github.servletexporter.bench;

import java.util.List;

/**
 * What a request cost in one setting.
 *
 * @param nanosPerRequest the median of all iterations
 * @param bytesPerRequest the median of all iterations
 * @param spread how far apart the quartiles of the iterations' times lie, as a fraction of the
 *     median
 */
record Measurement(double nanosPerRequest, double bytesPerRequest, double spread) {
  /**
   * Medians, because other work on the machine makes single iterations slower, never faster, and a
   * mean would carry that into the ratios.
   */
  static Measurement of(List<Double> nanos, List<Double> bytes) {
    double median = quantile(nanos, .5);
    return new Measurement(
        median, quantile(bytes, .5), (quantile(nanos, .75) - quantile(nanos, .25)) / median);
  }

  private static double quantile(List<Double> samples, double fraction) {
    List<Double> sorted = samples.stream().sorted().toList();
    double position = fraction * (sorted.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
  }
}
