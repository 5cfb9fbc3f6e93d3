package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.bench.peer.Peer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsTest {
  private final Map<Peer, RequestCost> byOneThread = new EnumMap<>(Peer.class);
  private final Map<Peer, RequestCost> byTwoThreads = new EnumMap<>(Peer.class);

  GoalsTest() {
    for (Peer peer : Peer.values()) {
      double nanos = peer.isRival() ? 200 : 60;
      byOneThread.put(peer, costing(nanos, 0.001));
      byTwoThreads.put(peer, costing(nanos, 0.001));
    }
  }

  @Test
  void areAllMetByAFilterThatCostsWhatTheFloorCosts() {
    assertThat(judge()).hasSize(7).allMatch(Goal::met);
  }

  @Test
  void allowThirtyPercentOverTheFloorAndNoMore() {
    byOneThread.put(Peer.OURS, costing(78, 0));
    byTwoThreads.put(Peer.OURS, costing(78, 0));
    assertThat(judge()).allMatch(Goal::met);

    byOneThread.put(Peer.OURS, costing(78.1, 0));

    assertThat(missed()).containsExactly("at 1 thread at most 1.3 × the floor");
  }

  @Test
  void missZeroBytesWhenOneRequestInAHundredAllocates() {
    byTwoThreads.put(Peer.OURS, costing(60, 0.16));

    assertThat(missed()).containsExactly("0 B per request");
  }

  @Test
  void allowASecondThreadTwentyPercentAndNoMore() {
    byTwoThreads.put(Peer.OURS, costing(72.1, 0));

    assertThat(missed()).containsExactly("at 2 threads at most 1.2 × its cost at 1 thread");
  }

  @Test
  void missOneRivalThatIsCheaperAtTwoThreadsOnly() {
    byTwoThreads.put(Peer.DROPWIZARD, costing(59, 0));

    assertThat(missed()).containsExactly("cheaper than Dropwizard InstrumentedFilter");
  }

  private List<String> missed() {
    return judge().stream().filter(goal -> !goal.met()).map(Goal::promise).toList();
  }

  private static RequestCost costing(double nanos, double bytes) {
    return new RequestCost(nanos, nanos, 1, bytes);
  }

  private List<Goal> judge() {
    return Goals.judge(new Results(byOneThread, byTwoThreads));
  }
}
