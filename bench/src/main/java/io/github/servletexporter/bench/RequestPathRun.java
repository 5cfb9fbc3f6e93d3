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
    return new Results(oneThread.measurements(), twoThreads.measurements());
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
        // A heap of fixed size: its growth is no part of a request.
        .jvmArgsAppend("-Xms512m", "-Xmx512m")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  /** The iterations of all rounds with one number of threads. */
  private static final class Samples {
    private final Map<Peer, List<Double>> nanos = new EnumMap<>(Peer.class);
    private final Map<Peer, List<Double>> bytes = new EnumMap<>(Peer.class);

    void add(Collection<RunResult> results) {
      for (RunResult result : results) {
        Peer peer = Peer.valueOf(result.getParams().getParam("peer"));
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
          for (IterationResult iteration : fork.getIterationResults()) {
            of(nanos, peer).add(iteration.getPrimaryResult().getScore());
            of(bytes, peer)
                .add(requireNonNull(iteration.getSecondaryResults().get(ALLOCATION)).getScore());
          }
        }
      }
    }

    Map<Peer, Measurement> measurements() {
      Map<Peer, Measurement> measurements = new EnumMap<>(Peer.class);
      nanos.forEach(
          (peer, samples) -> measurements.put(peer, Measurement.of(samples, of(bytes, peer))));
      return measurements;
    }

    private static List<Double> of(Map<Peer, List<Double>> samples, Peer peer) {
      return samples.computeIfAbsent(peer, p -> new ArrayList<>());
    }
  }
}
