package io.github.servletexporter.bench;

import static java.util.Objects.requireNonNull;

import io.github.servletexporter.bench.peer.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A run of {@link RequestPathBenchmark} for all peers with one and with two threads.
 *
 * <p>It goes through all peers once per round instead of finishing one peer after the other, so
 * that a machine that is busy for a minute slows all of them down.
 */
final class RequestPathRun {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private final Plan plan;
  private final Consumer<String> progress;

  RequestPathRun(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  Results results() throws RunnerException {
    Samples oneThread = new Samples();
    Samples twoThreads = new Samples();
    for (int round = 1; round <= plan.rounds(); round++) {
      progress.accept("round " + round + " of " + plan.rounds() + ", 1 thread");
      oneThread.add(new Runner(options(1)).run());
      progress.accept("round " + round + " of " + plan.rounds() + ", 2 threads");
      twoThreads.add(new Runner(options(2)).run());
    }
    return new Results(oneThread.summaries(), twoThreads.summaries());
  }

  private Options options(int threads) {
    TimeValue iterationTime = TimeValue.milliseconds(plan.iterationTime().toMillis());
    return new OptionsBuilder()
        .include(Pattern.quote(RequestPathBenchmark.class.getName()) + "\\.")
        .threads(threads)
        .forks(1)
        .warmupIterations(plan.warmUps())
        .warmupTime(iterationTime)
        .measurementIterations(plan.iterations())
        .measurementTime(iterationTime)
        .addProfiler(GCProfiler.class)
        .addProfiler(CpuTimeProfiler.class)
        // A heap of fixed size: its growth is no part of a request.
        .jvmArgsAppend("-Xms512m", "-Xmx512m")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  /** The iterations of all rounds with one number of threads. */
  private static final class Samples {
    private final Map<Peer, List<RequestCost>> iterations = new EnumMap<>(Peer.class);

    void add(Collection<RunResult> results) {
      for (RunResult result : results) {
        Peer peer = Peer.valueOf(result.getParams().getParam("peer"));
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
          for (IterationResult iteration : fork.getIterationResults()) {
            iterations.computeIfAbsent(peer, p -> new ArrayList<>()).add(measurement(iteration));
          }
        }
      }
    }

    Map<Peer, RequestCost> summaries() {
      Map<Peer, RequestCost> summaries = new EnumMap<>(Peer.class);
      iterations.forEach(
          (peer, measurements) -> summaries.put(peer, RequestCost.ofQuieterHalf(measurements)));
      return summaries;
    }

    private static RequestCost measurement(IterationResult iteration) {
      return new RequestCost(
          profiled(iteration, CpuTimeProfiler.NANOS_PER_OPERATION),
          iteration.getPrimaryResult().getScore(),
          profiled(iteration, CpuTimeProfiler.SHARE),
          profiled(iteration, ALLOCATION));
    }

    private static double profiled(IterationResult iteration, String name) {
      return requireNonNull(iteration.getSecondaryResults().get(name), name).getScore();
    }
  }
}
