package io.github.servletexporter.sharing.codec;

/**
 * What one entry may have at most. Both directions keep to it: nothing is written that would not be
 * read. Sorting and checking in Prometheus' model takes more than linear time, hence the bounds on
 * what belongs to one data point.
 */
final class WireLimits {

  static final int TEXT_CHARS = 1 << 16;
  static final int POINTS = 500_000;
  static final int LABELS = 100;
  static final int BUCKETS = 5_000;
  static final int QUANTILES = 100;
  static final int STATES = 200;
  static final int ABSORBED = 20_000;

  private WireLimits() {}

  /** Returns a number of elements that is to be written. */
  static int fits(int count, int most, String what) throws CodecException {
    if (count > most) {
      throw new CodecException(Damage.TOO_LARGE, count + " " + what + ", more than " + most);
    }
    return count;
  }
}
