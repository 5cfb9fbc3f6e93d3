package io.github.servletexporter.bench;

import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Command that measures all peers, prints the table and evaluates the goals. */
public final class RequestPathReport {
  private static final int GOAL_MISSED = 1;
  private static final int WRONG_USAGE = 2;

  private RequestPathReport() {}

  /**
   * Runs the benchmarks; the exit status is 0 when every goal is met, 1 when one is not, and 2 for
   * an unknown option.
   *
   * @param arguments nothing, or {@code --quick}
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    List<String> options = List.of(arguments);
    boolean quick = options.equals(List.of("--quick"));
    if (!quick && !options.isEmpty()) {
      System.err.println("usage: java -jar benchmarks.jar [--quick]");
      System.exit(WRONG_USAGE);
    }
    Results results =
        new RequestPathRun(quick ? Plan.quick() : Plan.full(), System.err::println).results();
    List<Goal> goals = Goals.judge(results);
    System.out.print(Report.of(results, goals));
    System.exit(goals.stream().allMatch(Goal::met) ? 0 : GOAL_MISSED);
  }
}
