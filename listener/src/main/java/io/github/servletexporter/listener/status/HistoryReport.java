package io.github.servletexporter.listener.status;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Writes {@code history.json}, what docs/status.md describes. */
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
   * Returns the samples that a reader doesn't have yet. Their times are told from now backwards:
   * the wall clock may be set at any time, and the page's plots must not run backwards then.
   *
   * @param after the number of the last sample that the reader has; 0 for none
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
