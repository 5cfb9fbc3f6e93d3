package io.github.servletexporter.filter.meter;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Data point of one status and error type of a route and method.
 *
 * @param status the response status, or a class of statuses, see {@link #classOf}
 * @param errorType the value of the label {@code error_type}
 * @param dataPoint the data point
 */
record Series(int status, String errorType, HistogramDataPoint dataPoint) {

  private static final int STATUSES_OF_A_CLASS = 100;
  private static final int LAST_CLASS = Integer.MIN_VALUE + Integer.MAX_VALUE / STATUSES_OF_A_CLASS;

  /** Returns the class of a status as a number that no application uses as a status. */
  static int classOf(int status) {
    return Integer.MIN_VALUE + Math.max(0, status) / STATUSES_OF_A_CLASS;
  }

  /** Returns the label value of a status, or of a class of statuses, such as {@code 2xx}. */
  static String statusLabel(int status) {
    return status <= LAST_CLASS ? (status - Integer.MIN_VALUE) + "xx" : Integer.toString(status);
  }

  /**
   * Series of one route by method. Each method has few of them, which are searched linearly.
   *
   * <p>Rows are copied on write and never modified, so that readers need no lock. Writers hold a
   * lock.
   */
  static final class Index {

    private final AtomicReferenceArray<Series @Nullable []> rows;
    private final AtomicInteger size = new AtomicInteger();

    Index(int methods) {
      rows = new AtomicReferenceArray<>(methods);
    }

    /** Returns the number of series. */
    int size() {
      return size.get();
    }

    @Nullable HistogramDataPoint find(int method, int status, String errorType) {
      Series[] row = rows.getAcquire(method);
      if (row != null) {
        for (Series series : row) {
          if (series.status == status && series.errorType.equals(errorType)) {
            return series.dataPoint;
          }
        }
      }
      return null;
    }

    void add(int method, Series series) {
      Series[] row = rows.getAcquire(method);
      Series[] longer = row == null ? new Series[1] : Arrays.copyOf(row, row.length + 1);
      longer[longer.length - 1] = series;
      rows.setRelease(method, longer);
      size.incrementAndGet();
    }
  }
}
