package io.github.servletexporter.bench.sharing;

import java.util.Locale;

/**
 * What so many members cost.
 *
 * @param members how many
 * @param entryBytes size of one entry
 * @param publishMicros time from a member's metrics to its entry, in the median
 * @param writeMicros time to write an entry to Redis, on average
 * @param mergeMillis time to read and merge all of them, in the median
 * @param peakKilobytes memory in use at most while they are merged, besides what was before
 */
public record Cost(
    int members,
    int entryBytes,
    double publishMicros,
    double writeMicros,
    double mergeMillis,
    long peakKilobytes) {

  /** Returns what of the merge each member costs. */
  public double mergeMicrosEach() {
    return mergeMillis * 1000 / members;
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
        members,
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
