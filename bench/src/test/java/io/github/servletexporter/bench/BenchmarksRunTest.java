package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.bench.peer.Peer;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, so that each keeps working; the numbers are meaningless. */
class BenchmarksRunTest {
  @Test
  void measuresEveryPeer() throws Exception {
    Collection<RunResult> results = runOnce(RequestPathBenchmark.class);

    assertThat(results)
        .extracting(result -> result.getParams().getParam("peer"))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Peer.values()).map(Peer::name).toList());
    assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }

  @Test
  void measuresRequestsBesideAScrape() throws Exception {
    Collection<RunResult> results = runOnce(ScrapeBenchmark.class);

    assertThat(results)
        .extracting(result -> result.getParams().getParam("peer"))
        .containsExactlyInAnyOrder("FLOOR", "OURS");
    assertThat(results).allMatch(result -> result.getSecondaryResults().containsKey("request"));
  }

  private static Collection<RunResult> runOnce(Class<?> benchmark) throws Exception {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName())
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
