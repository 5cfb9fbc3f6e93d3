package io.github.servletexporter.bench;

import io.github.servletexporter.bench.peer.Peer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Report of a run: one Markdown table, its limitations, and the verdict. */
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
    double floor = results.one(Peer.FLOOR).nanos();
    for (Peer peer : Peer.values()) {
      RequestCost one = results.one(peer);
      double two = results.two(peer).nanos();
      rows.append(
          format(
              "| %s | %.1f | %.0f | %.1f | %.2f | %.2f |\n",
              peer.label(), one.nanos(), one.bytes(), two, one.nanos() / floor, two / one.nanos()));
    }
    return rows.toString();
  }

  private static String remarks(Results results) {
    double ours = results.two(Peer.OURS).nanos();
    double floor = results.two(Peer.FLOOR).nanos();
    return format(
            "At 2 threads ours costs %.2f × the floor (%.1f ns / %.1f ns).\n",
            ours / floor, ours, floor)
        + format(
            "By the clock: ours %.1f and %.1f ns, the floor %.1f and %.1f ns, at 1 and 2 threads.\n",
            results.one(Peer.OURS).clockNanos(),
            results.two(Peer.OURS).clockNanos(),
            results.one(Peer.FLOOR).clockNanos(),
            results.two(Peer.FLOOR).clockNanos())
        + format(
            "The threads had a processor for %.0f %% of the time, those of ours at 2 threads for %.0f %%.\n",
            100 * meanShare(results), 100 * results.two(Peer.OURS).share())
        + format(
            "JDK %s, %d processors.\n",
            Runtime.version(), Runtime.getRuntime().availableProcessors());
  }

  private static double meanShare(Results results) {
    return Stream.of(results.byOneThread(), results.byTwoThreads())
        .flatMap(measurements -> measurements.values().stream())
        .mapToDouble(RequestCost::share)
        .average()
        .orElseThrow();
  }

  private static String verdict(List<Goal> goals) {
    return goals.stream().map(Goal::toString).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
