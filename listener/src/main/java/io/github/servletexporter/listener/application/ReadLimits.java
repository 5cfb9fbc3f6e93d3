package io.github.servletexporter.listener.application;

import java.time.Duration;

/**
 * Limits on one reading of the application's metrics.
 *
 * @param series greatest number of series
 * @param characters greatest length of all names, texts and label values together
 * @param time longest time that a scrape waits for the application's collectors
 */
record ReadLimits(int series, long characters, Duration time) {

  static final ReadLimits DEFAULT = new ReadLimits(50_000, 16L << 20, Duration.ofSeconds(2));

  /** Limits on one series, those of an entry in the shared store. */
  static final int TEXT_CHARACTERS = 1 << 16;

  static final int LABELS = 99; // one is left for the label "instance" of the merged view
  static final int BUCKETS = 5_000;
  static final int QUANTILES = 100;
  static final int STATES = 200;
  static final int EXEMPLARS = 5_000;
}
