package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.bench.peer.Peer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsTest {
  private final Map<Peer, Measurement> byOneThread = new EnumMap<>(Peer.class);
  private final Map<Peer, Measurement> byTwoThreads = new EnumMap<>(Peer.class);

  GoalsTest() {
    for (Peer peer : Peer.values()) {
      double nanos = peer.isRival() ? 200 : 60;
      byOneThread.put(peer, new Measurement(nanos, 0.001, 0));
      byTwoThreads.put(peer, new Measurement(nanos, 0.001, 0));
    }
  }

  @Test
  void areAllMetByAFilterThatCostsWhatTheFloorCosts() {
    assertThat(judge()).hasSize(7).allMatch(Goal::met);
  }

  @Test
  void allowThirtyPercentOverTheFloorAndNoMore() {
    byOneThread.put(Peer.OURS, new Measurement(78, 0, 0));
    byTwoThreads.put(Peer.OURS, new Measurement(78, 0, 0));
    assertThat(judge()).allMatch(Goal::met);

    byOneThread.put(Peer.OURS, new Measurement(78.1, 0, 0));

    assertThat(missed()).containsExactly("at 1 thread at most 1.3 × the floor");
  }

  @Test
  void missZeroBytesWhenOneRequestInAHundredAllocates() {
    byTwoThreads.put(Peer.OURS, new Measurement(60, 0.16, 0));

    assertThat(missed()).containsExactly("0 B per request");
  }

  @Test
  void allowASecondThreadTwentyPercentAndNoMore() {
    byTwoThreads.put(Peer.OURS, new Measurement(72.1, 0, 0));

    assertThat(missed()).containsExactly("at 2 threads at most 1.2 × its cost at 1 thread");
  }

  @Test
  void missOneRivalThatIsCheaperAtTwoThreadsOnly() {
    byTwoThreads.put(Peer.DROPWIZARD, new Measurement(59, 0, 0));

    assertThat(missed()).containsExactly("cheaper than Dropwizard InstrumentedFilter");
  }

  private List<String> missed() {
    return judge().stream().filter(goal -> !goal.met()).map(Goal::promise).toList();
  }

  private List<Goal> judge() {
    return Goals.judge(new Results(byOneThread, byTwoThreads));
  }
}
