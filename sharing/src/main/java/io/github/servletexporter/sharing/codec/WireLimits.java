package io.github.servletexporter.sharing.codec;

/**
 * Limits of one entry. They apply to both directions: nothing is written that would be rejected
 * when it is read. Sorting and checking in the metric model takes more than linear time, which is
 * the reason for the limits on one data point.
 */
final class WireLimits {

  static final int TEXT_CHARS = 1 << 16;
  static final int POINTS = 500_000;
  static final int LABELS = 100;
  static final int BUCKETS = 5_000;
  static final int QUANTILES = 100;
  static final int STATES = 200;
  static final int DEAD_INSTANCES = 20_000;

  private WireLimits() {}

  /** Returns a number of elements if it is within the limit. */
  static int fits(int count, int most, String what) throws CodecException {
    if (count > most) {
      throw new CodecException(
          Damage.TOO_LARGE, count + " " + what + " exceed the limit of " + most);
    }
    return count;
  }
}
