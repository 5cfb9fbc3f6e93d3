package io.github.servletexporter.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler that adds the processor time of an operation, and the share of the clock that it
 * is.
 *
 * <p>On an idle machine the processor time is JMH's average time. On a shared one the average time
 * also counts how long a thread waited for a processor, which is not a property of a filter. Only
 * the threads that call the benchmark count: the compiler's are warm-up, and the collector's would
 * charge a peer for its garbage twice.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  static final String NANOS_PER_OPERATION = "cpu.time.norm";
  static final String SHARE = "cpu.share";

  private static final String WORKER = "-jmh-worker-";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long startNanos;
  private long startCpuNanos;

  /** Creates the profiler; JMH does, in the JVM that it forks. */
  public CpuTimeProfiler() {}

  @Override
  public String getDescription() {
    return "Processor time per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startNanos = System.nanoTime();
    startCpuNanos = workersCpuNanos();
  }

  @Override
  @SuppressWarnings("rawtypes") // the signature is JMH's
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double cpuNanos = workersCpuNanos() - startCpuNanos;
    double clockNanos = (System.nanoTime() - startNanos) * (double) benchmark.getThreads();
    return List.of(
        new ScalarResult(
            NANOS_PER_OPERATION,
            cpuNanos / result.getMetadata().getAllOps(),
            "ns/op",
            AggregationPolicy.AVG),
        new ScalarResult(SHARE, cpuNanos / clockNanos, "of the clock", AggregationPolicy.AVG));
  }

  private long workersCpuNanos() {
    long sum = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      // Null or -1: a thread that ended meanwhile, which no worker does during an iteration.
      if (thread != null && thread.getThreadName().contains(WORKER)) {
        sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }
}
