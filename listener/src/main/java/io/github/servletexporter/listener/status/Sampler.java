package io.github.servletexporter.listener.status;

import static io.github.servletexporter.listener.status.Column.ACTIVE_REQUESTS;
import static io.github.servletexporter.listener.status.Column.CLIENT_ABORTS;
import static io.github.servletexporter.listener.status.Column.CLIENT_ERRORS;
import static io.github.servletexporter.listener.status.Column.CPU_MACHINE;
import static io.github.servletexporter.listener.status.Column.CPU_PROCESS;
import static io.github.servletexporter.listener.status.Column.DESCRIPTORS;
import static io.github.servletexporter.listener.status.Column.ERRORS;
import static io.github.servletexporter.listener.status.Column.EXCEPTIONS;
import static io.github.servletexporter.listener.status.Column.FRAMING_REFUSALS;
import static io.github.servletexporter.listener.status.Column.GC_SHARE;
import static io.github.servletexporter.listener.status.Column.HEAP_COMMITTED;
import static io.github.servletexporter.listener.status.Column.HEAP_MAX;
import static io.github.servletexporter.listener.status.Column.HEAP_USED;
import static io.github.servletexporter.listener.status.Column.JVM_BLOCKED;
import static io.github.servletexporter.listener.status.Column.JVM_RUNNABLE;
import static io.github.servletexporter.listener.status.Column.JVM_WAITING;
import static io.github.servletexporter.listener.status.Column.P50;
import static io.github.servletexporter.listener.status.Column.P90;
import static io.github.servletexporter.listener.status.Column.P99;
import static io.github.servletexporter.listener.status.Column.QUEUED_TASKS;
import static io.github.servletexporter.listener.status.Column.REQUESTS;
import static io.github.servletexporter.listener.status.Column.THREADS_BUSY;
import static io.github.servletexporter.listener.status.Column.THREADS_IDLE;
import static io.github.servletexporter.listener.status.Column.THREADS_MAX;
import static io.github.servletexporter.listener.status.Column.WORKERS_BUSY;
import static io.github.servletexporter.listener.status.Column.WORKERS_IDLE;
import static io.github.servletexporter.listener.status.Column.WORKERS_RETIRING;
import static io.github.servletexporter.listener.status.Column.WORKERS_STUCK;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.listener.worker.WorkerState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sampler that fills the history: gauges as they are, counters as rates since the last sample. */
final class Sampler {

  /** Periods without a sample that make a gap in the plots instead of a straight line. */
  private static final int LATE_PERIODS = 3;

  private static final double NANOS = 1e9;

  private final History history;
  private final long periodNanos;
  private @Nullable Reading last;
  private @Nullable JvmReading lastJvm;

  Sampler(History history, Duration period) {
    this.history = history;
    this.periodNanos = period.toNanos();
  }

  /**
   * Takes a sample.
   *
   * @param jvm reading of this process, or null if nobody looks at it
   */
  synchronized void sample(Families families, @Nullable JvmReading jvm, long nanos) {
    double[] row = History.gap();
    Reading reading = Reading.of(families, nanos);
    Reading before = last;
    if (before != null) {
      long elapsedNanos = nanos - before.nanos();
      if (elapsedNanos <= 0) {
        return;
      }
      if (elapsedNanos > LATE_PERIODS * periodNanos) {
        history.add(nanos - periodNanos, History.gap());
      } else {
        putRates(row, reading, before, elapsedNanos / NANOS);
      }
    }
    putLevels(row, families);
    if (jvm != null) {
      putJvm(row, jvm, lastJvm);
    }
    history.add(nanos, row);
    last = reading;
    lastJvm = jvm;
  }

  /** Records a gap, because the metrics cannot be read. */
  synchronized void miss(long nanos) {
    history.add(nanos, History.gap());
  }

  private static void putRates(double[] row, Reading now, Reading before, double seconds) {
    put(row, REQUESTS, rate(now.requests(), before.requests(), seconds));
    put(row, ERRORS, rate(now.errors(), before.errors(), seconds));
    put(row, CLIENT_ERRORS, rate(now.clientErrors(), before.clientErrors(), seconds));
    put(row, EXCEPTIONS, rate(now.exceptions(), before.exceptions(), seconds));
    put(row, CLIENT_ABORTS, rate(now.clientAborts(), before.clientAborts(), seconds));
    put(row, FRAMING_REFUSALS, rate(now.framingRefusals(), before.framingRefusals(), seconds));
    if (now.durations() != null && before.durations() != null) {
      DurationTotals since = now.durations().since(before.durations());
      if (since != null) {
        put(row, P50, since.quantileSeconds(0.5));
        put(row, P90, since.quantileSeconds(0.9));
        put(row, P99, since.quantileSeconds(0.99));
      }
    }
  }

  /** Returns the rate of a counter, NaN if it has restarted or is unknown. */
  private static double rate(double now, double before, double seconds) {
    return now >= before ? (now - before) / seconds : Double.NaN;
  }

  private static void putLevels(double[] row, Families families) {
    put(row, WORKERS_BUSY, workers(families, WorkerState.BUSY));
    put(row, WORKERS_IDLE, workers(families, WorkerState.IDLE));
    put(row, WORKERS_RETIRING, workers(families, WorkerState.RETIRING));
    put(row, WORKERS_STUCK, workers(families, WorkerState.STUCK));
    put(row, THREADS_BUSY, level(families, MetricCatalog.POOL_THREADS, WorkerState.BUSY.label()));
    put(row, THREADS_IDLE, level(families, MetricCatalog.POOL_THREADS, WorkerState.IDLE.label()));
    put(row, THREADS_MAX, families.level(MetricCatalog.POOL_THREADS_MAX, any -> true));
    put(row, QUEUED_TASKS, families.level(MetricCatalog.POOL_QUEUED_TASKS, any -> true));
    put(row, ACTIVE_REQUESTS, families.level(MetricCatalog.ACTIVE_REQUESTS, any -> true));
  }

  private static void putJvm(double[] row, JvmReading now, @Nullable JvmReading before) {
    put(row, HEAP_USED, now.heapUsedBytes());
    put(row, HEAP_COMMITTED, now.heapCommittedBytes());
    put(row, HEAP_MAX, now.heapMaxBytes());
    put(row, CPU_MACHINE, now.machineLoad());
    put(row, JVM_RUNNABLE, now.threadsRunnable());
    put(row, JVM_BLOCKED, now.threadsBlocked());
    put(row, JVM_WAITING, now.threadsWaiting());
    put(row, DESCRIPTORS, now.descriptors());
    if (before != null) {
      double seconds = (now.nanos() - before.nanos()) / NANOS;
      put(row, GC_SHARE, rate(now.gcPauseSeconds(), before.gcPauseSeconds(), seconds));
      double cores = rate(now.cpuSeconds(), before.cpuSeconds(), seconds);
      put(row, CPU_PROCESS, cores / now.processors());
    }
  }

  private static double workers(Families families, WorkerState state) {
    return level(families, MetricCatalog.WORKERS, state.label());
  }

  private static double level(Families families, MetricDefinition gauge, String state) {
    String label = gauge.labels().get(1);
    return families.level(gauge, labels -> state.equals(labels.get(label)));
  }

  private static void put(double[] row, Column column, double value) {
    row[column.place()] = value;
  }
}
