package io.github.servletexporter.bench.recycling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The throughput of one container on its own pool and on the recycling one. */
public final class Comparison {

  /** Smallest acceptable throughput of a recycling pool, as a share of the plain one's. */
  private static final double LEAST_RATIO = .95;

  private final MeasuredContainer container;
  private final List<Pair> pairs;

  /** Keeps that half of the pairs in which the process had a processor for most of the time. */
  Comparison(MeasuredContainer container, List<Pair> pairs) {
    this.container = container;
    this.pairs =
        pairs.stream()
            .sorted(Comparator.comparingDouble(Pair::processors).reversed())
            .limit((pairs.size() + 1) / 2)
            .toList();
  }

  /**
   * Runs both servers side by side and loads one at a time, in turn. Which comes first changes with
   * every pair, so that a machine that gets busier or quieter favours neither.
   *
   * @param container whose pools
   * @param plan how
   * @return the comparison
   * @throws Exception if a server does not start or a request fails
   */
  public static Comparison of(MeasuredContainer container, RecyclingPlan plan) throws Exception {
    PooledServer plain = container.plain(plan.workers());
    PooledServer recycling = container.recycling(plan.workers(), plan.maxRequests());
    try (RecyclingLoad plainLoad = new RecyclingLoad(plain, plan.connections());
        RecyclingLoad recyclingLoad = new RecyclingLoad(recycling, plan.connections())) {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < plan.warmUps() + plan.pairs(); i++) {
        pairs.add(pair(plainLoad, recyclingLoad, i % 2 == 0, plan.requestsPerClient()));
      }
      return new Comparison(container, pairs.subList(plan.warmUps(), pairs.size()));
    } finally {
      plain.stop();
      recycling.stop();
    }
  }

  private static Pair pair(
      RecyclingLoad plain, RecyclingLoad recycling, boolean plainFirst, int requestsPerClient)
      throws Exception {
    if (plainFirst) {
      LoadSample first = plain.sample(requestsPerClient);
      return new Pair(first, recycling.sample(requestsPerClient));
    }
    LoadSample first = recycling.sample(requestsPerClient);
    return new Pair(plain.sample(requestsPerClient), first);
  }

  /** Returns whether recycling costs no more than it may. */
  public boolean isMet() {
    return median(Pair::throughputRatio) >= LEAST_RATIO;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s  %s: %.3f of the plain pool's throughput, at least %.2f wanted; "
            + "%.0f and %.0f requests/s (plain, recycling), processor time per request %.3f",
        isMet() ? "PASS" : "FAIL",
        container.label(),
        median(Pair::throughputRatio),
        LEAST_RATIO,
        median(pair -> pair.plain().throughput()),
        median(pair -> pair.recycling().throughput()),
        1 / median(Pair::cpuRatio));
  }

  /** Returns the processors that this process had in the median, out of the machine's. */
  public double processors() {
    return median(Pair::processors);
  }

  private double median(ToDoubleFunction<Pair> number) {
    double[] sorted = pairs.stream().mapToDouble(number).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
