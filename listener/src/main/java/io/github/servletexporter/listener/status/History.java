package io.github.servletexporter.listener.status;

import java.util.Arrays;

/**
 * Samples of the last hour, in arrays of fixed size: {@value #CAPACITY} samples with a time and 28
 * numbers take 167 KB. Thread-safe.
 */
final class History {

  /** Number of samples in an hour. */
  static final int CAPACITY = 720;

  private final long[] nanos = new long[CAPACITY];
  private final double[][] values = new double[Column.values().length][CAPACITY];

  /** Number of all samples so far, which is the number of the newest one. */
  private long sequence;

  /**
   * Adds a sample in place of the oldest one.
   *
   * @param sampleNanos time of the sample
   * @param row value for each column, NaN for a gap
   */
  synchronized void add(long sampleNanos, double[] row) {
    int place = (int) (sequence % CAPACITY);
    nanos[place] = sampleNanos;
    for (int column = 0; column < values.length; column++) {
      values[column][place] = row[column];
    }
    sequence++;
  }

  /**
   * Returns a copy of the samples, oldest first.
   *
   * @param after number of the last sample that the reader has; 0 for none
   */
  synchronized Samples after(long after) {
    long from = Math.max(Math.max(after, 0), sequence - CAPACITY);
    int size = (int) Math.max(0, sequence - from);
    long[] times = new long[size];
    double[][] copy = new double[values.length][size];
    for (int i = 0; i < size; i++) {
      int place = (int) ((from + i) % CAPACITY);
      times[i] = nanos[place];
      for (int column = 0; column < values.length; column++) {
        copy[column][i] = values[column][place];
      }
    }
    return new Samples(sequence, times, copy);
  }

  /** Returns a row without values. */
  static double[] gap() {
    double[] row = new double[Column.values().length];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  /**
   * Copy of samples.
   *
   * @param sequence number of the last sample
   * @param nanos time of each sample
   * @param values values by column
   */
  @SuppressWarnings("ArrayRecordComponent") // owned by its reader and never compared
  record Samples(long sequence, long[] nanos, double[][] values) {}
}
