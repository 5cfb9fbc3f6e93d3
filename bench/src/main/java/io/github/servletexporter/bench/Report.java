package io.github.servletexporter.bench;

import io.github.servletexporter.bench.peer.Peer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text that a run leaves: one Markdown table and the verdict. */
final class Report {
  private static final String HEAD =
      """
      | peer | ns/op, 1 thread | B/op | ns/op, 2 threads | × floor, 1 thread | 2 threads / 1 thread |
      |---|---:|---:|---:|---:|---:|
      """;

  private Report() {}

  static String of(Results results, List<Goal> goals) {
    return table(results) + "\n" + remarks(results) + "\n" + verdict(goals);
  }

  private static String table(Results results) {
    StringBuilder rows = new StringBuilder(HEAD);
    for (Peer peer : Peer.values()) {
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.0f | %.1f | %.2f | %.2f |%n",
              peer.label(),
              results.one(peer).nanosPerRequest(),
              results.one(peer).bytesPerRequest(),
              results.two(peer).nanosPerRequest(),
              results.ratioToFloor(peer),
              results.ratioOfTwoToOne(peer)));
    }
    return rows.toString();
  }

  private static String remarks(Results results) {
    double ours = results.two(Peer.OURS).nanosPerRequest();
    double floor = results.two(Peer.FLOOR).nanosPerRequest();
    double spread =
        Stream.of(results.byOneThread(), results.byTwoThreads())
            .flatMap(measurements -> measurements.values().stream())
            .mapToDouble(Measurement::spread)
            .max()
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "At 2 threads ours costs %.2f × the floor (%.1f ns / %.1f ns).%n"
            + "JDK %s, %d processors; half of the iterations of every cell lie within %.0f %% of its median.%n",
        ours / floor,
        ours,
        floor,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        100 * spread);
  }

  private static String verdict(List<Goal> goals) {
    return goals.stream().map(Goal::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
