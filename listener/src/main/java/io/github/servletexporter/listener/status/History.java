package io.github.servletexporter.listener.status;

import java.util.Arrays;

/**
 * The samples of the last hour, in arrays that never grow: {@value #CAPACITY} samples of a time and
 * 17 numbers are 104 KB. Thread-safe.
 */
final class History {

  /** An hour of samples. */
  static final int CAPACITY = 720;

  private final long[] nanos = new long[CAPACITY];
  private final double[][] values = new double[Column.values().length][CAPACITY];

  /** How many samples there ever were; the newest one has this number. */
  private long sequence;

  /**
   * Adds a sample and forgets the oldest.
   *
   * @param row a number for each column, NaN for a gap
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
   * @param after the number of the last sample that the reader has; 0 for none
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

  /** Returns a row without any number. */
  static double[] gap() {
    double[] row = new double[Column.values().length];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  /**
   * A copy of samples that nobody else has.
   *
   * @param sequence the number of the last one
   * @param nanos when each was taken
   * @param values the numbers of each column
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
  record Samples(long sequence, long[] nanos, double[][] values) {}
}
