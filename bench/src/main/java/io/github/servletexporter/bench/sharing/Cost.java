package io.github.servletexporter.bench.sharing;

import java.util.Locale;

/**
 * Cost of a number of instances.
 *
 * @param instances how many
 * @param entryBytes size of one entry
 * @param publishMicros time from an instance's metrics to its entry, in the median
 * @param writeMicros time to write an entry to Redis, on average
 * @param mergeMillis time to read and merge all of them, in the median
 * @param peakKilobytes memory in use at most while they are merged, besides what was before
 */
public record Cost(
    int instances,
    int entryBytes,
    double publishMicros,
    double writeMicros,
    double mergeMillis,
    long peakKilobytes) {

  /** Returns the cost of the merge per instance. */
  public double mergeMicrosEach() {
    return mergeMillis * 1000 / instances;
  }

  /**
   * Returns a row of the table.
   *
   * @param base the cost that the ratios are of
   */
  public String row(Cost base) {
    return String.format(
        Locale.ROOT,
        "%7d %10d %14.0f %12.0f %10.1f %16.0f %8.2f %9d %8.2f",
        instances,
        entryBytes,
        publishMicros,
        writeMicros,
        mergeMillis,
        mergeMicrosEach(),
        mergeMicrosEach() / base.mergeMicrosEach(),
        peakKilobytes,
        (double) peakKilobytes / base.peakKilobytes);
  }
}
