package io.github.servletexporter.filter.meter;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Data point of one status and error type of a route and method.
 *
 * @param status the response status
 * @param errorType the value of the label {@code error_type}
 * @param dataPoint the data point
 */
record Series(int status, String errorType, HistogramDataPoint dataPoint) {

  /**
   * Series of one route by method. Each method has few of them, which are searched linearly.
   *
   * <p>Rows are copied on write and never modified, so that readers need no lock. Writers hold a
   * lock.
   */
  static final class Index {

    private final AtomicReferenceArray<Series @Nullable []> rows;

    Index(int methods) {
      rows = new AtomicReferenceArray<>(methods);
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
    }
  }
}
