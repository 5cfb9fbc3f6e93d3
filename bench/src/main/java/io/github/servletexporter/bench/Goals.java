package io.github.servletexporter.bench;

import io.github.servletexporter.bench.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Promises that a change of the request path has to keep. */
final class Goals {
  private static final double MOST_OF_FLOOR = 1.3;
  private static final double MOST_BY_SECOND_THREAD = 1.2;

  /**
   * JMH's own work shows as some thousandths of a byte. The smallest object has 16 bytes, so this
   * is less than one object in 160 requests.
   */
  private static final double NO_BYTES = .1;

  private Goals() {}

  static List<Goal> judge(Results results) {
    List<Goal> goals = new ArrayList<>();
    goals.add(closeToFloor(results));
    goals.add(allocatesNothing(results));
    goals.add(secondThreadCostsLittle(results));
    for (Peer peer : Peer.values()) {
      if (peer.isRival()) {
        goals.add(cheaperThan(peer, results));
      }
    }
    return goals;
  }

  private static Goal closeToFloor(Results results) {
    double ours = results.one(Peer.OURS).nanos();
    double floor = results.one(Peer.FLOOR).nanos();
    return new Goal(
        format("at 1 thread at most %.1f × the floor", MOST_OF_FLOOR),
        format("%.1f ns / %.1f ns = %.2f", ours, floor, ours / floor),
        ours <= MOST_OF_FLOOR * floor);
  }

  private static Goal allocatesNothing(Results results) {
    double one = results.one(Peer.OURS).bytes();
    double two = results.two(Peer.OURS).bytes();
    return new Goal(
        "0 B per request",
        format("%.3f B at 1 thread, %.3f B at 2 threads", one, two),
        Math.max(one, two) < NO_BYTES);
  }

  private static Goal secondThreadCostsLittle(Results results) {
    double one = results.one(Peer.OURS).nanos();
    double two = results.two(Peer.OURS).nanos();
    return new Goal(
        format("at 2 threads at most %.1f × its cost at 1 thread", MOST_BY_SECOND_THREAD),
        format("%.1f ns / %.1f ns = %.2f", two, one, two / one),
        two <= MOST_BY_SECOND_THREAD * one);
  }

  private static Goal cheaperThan(Peer rival, Results results) {
    double ours1 = results.one(Peer.OURS).nanos();
    double ours2 = results.two(Peer.OURS).nanos();
    double rival1 = results.one(rival).nanos();
    double rival2 = results.two(rival).nanos();
    return new Goal(
        "cheaper than " + rival.label(),
        format(
            "%.1f ns < %.1f ns at 1 thread, %.1f ns < %.1f ns at 2 threads",
            ours1, rival1, ours2, rival2),
        ours1 < rival1 && ours2 < rival2);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
