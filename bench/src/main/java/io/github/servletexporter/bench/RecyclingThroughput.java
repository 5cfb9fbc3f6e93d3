package io.github.servletexporter.bench;

import io.github.servletexporter.bench.recycling.Comparison;
import io.github.servletexporter.bench.recycling.MeasuredContainer;
import io.github.servletexporter.bench.recycling.RecyclingPlan;
import java.util.List;
import java.util.Locale;

/** Command that compares the throughput of plain and recycling pools. */
public final class RecyclingThroughput {
  private static final int GOAL_MISSED = 1;
  private static final int WRONG_USAGE = 2;

  private RecyclingThroughput() {}

  /**
   * Runs Jetty and Tomcat; the exit status is 0 when both keep the goal, 1 when one does not, and 2
   * for an unknown option.
   *
   * @param arguments nothing, or {@code --quick}
   * @throws Exception if a server does not start or a request fails
   */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    boolean quick = options.equals(List.of("--quick"));
    if (!quick && !options.isEmpty()) {
      System.err.println(
          "usage: java -cp benchmarks.jar " + RecyclingThroughput.class.getName() + " [--quick]");
      System.exit(WRONG_USAGE);
    }
    boolean met = true;
    for (MeasuredContainer container : MeasuredContainer.values()) {
      Comparison comparison =
          Comparison.of(container, quick ? RecyclingPlan.quick() : RecyclingPlan.full());
      System.out.println(comparison);
      System.out.printf(
          Locale.ROOT,
          "      The process had %.2f of %d processors.%n",
          comparison.processors(),
          Runtime.getRuntime().availableProcessors());
      met &= comparison.isMet();
    }
    System.exit(met ? 0 : GOAL_MISSED);
  }
}
