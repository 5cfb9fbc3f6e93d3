package io.github.servletexporter.listener.status;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Writer of {@code history.json}, which docs/status.md describes. */
final class HistoryReport {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Identity identity;
  private final History history;
  private final Duration period;

  HistoryReport(Identity identity, History history, Duration period) {
    this.identity = identity;
    this.history = history;
    this.period = period;
  }

  /**
   * Returns the samples that a reader does not have yet. Their times are computed backwards from
   * now, so that they stay in order if the wall clock is changed.
   *
   * @param after number of the last sample that the reader has; 0 for none
   * @param now present time of the wall clock
   * @param nanos present time of the ticker
   */
  byte[] write(long after, Instant now, long nanos) throws IOException {
    History.Samples samples = history.after(after);
    long[] times =
        Arrays.stream(samples.nanos())
            .map(taken -> now.toEpochMilli() - (nanos - taken) / NANOS_PER_MILLI)
            .toArray();
    Json json = new Json();
    json.time("startedAt", identity.startedAt())
        .number("periodSeconds", period.toMillis() / 1e3)
        .count("capacity", History.CAPACITY)
        .count("sequence", samples.sequence())
        .counts("times", times)
        .object("columns");
    for (Column column : Column.values()) {
      json.rounded(column.field(), samples.values()[column.place()]);
    }
    return json.end().toBytes();
  }
}
