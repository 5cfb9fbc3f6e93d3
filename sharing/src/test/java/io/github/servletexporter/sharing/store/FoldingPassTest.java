package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.sharing.codec.Described;
import io.github.servletexporter.sharing.codec.Frame;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.codec.WireWriter;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FoldingPassTest {

  private static final Instant SINCE = new StoreTime().instant();

  private final StoreTime time = new StoreTime();
  private final MemoryStore store = new MemoryStore();

  @Test
  void aSmallGroupIsLookedAtByEach() throws IOException {
    List<TestInstance> instances = instances(FoldingPass.SMALL_GROUP);

    assertThat(instances.get(7).fold()).hasSize(FoldingPass.SMALL_GROUP);
  }

  @Test
  void inALargeGroupEachIsLookedAtBySomeAndNobodyLooksAtAll() throws IOException {
    Set<InstanceIdentity> seen = new HashSet<>();

    for (TestInstance instance : instances(200)) {
      List<InstanceReport> neighbours = instance.fold();
      assertThat(neighbours).hasSize(FoldingPass.NEIGHBOURS);
      neighbours.forEach(neighbour -> seen.add(neighbour.identity()));
    }

    assertThat(seen).hasSize(200);
  }

  @Test
  void foldsALargeGroupThatHasStoppedPieceByPiece() throws IOException {
    for (TestInstance instance : instances(200)) {
      instance.stop();
    }
    TestInstance last = new TestInstance(1000, store, time);
    for (int i = 0; i < 24; i++) {
      last.fold();
      assertThat(last.total()).isEqualTo(200);
    }

    assertThat(store.entries).isEmpty();
    assertThat(last.view().totals().stopped()).isEqualTo(200);
  }

  @Test
  void countsDamagedEntriesAndGoesOn() throws IOException {
    TestInstance instance = new TestInstance(1, store, time).serve(5).publish();
    byte[] copy = store.entries.get(instance.key());
    store.put(Samples.identity(2).key(), copy);
    store.put("mtruncated", Arrays.copyOf(copy, 40));
    store.put("mforeign", new byte[100]);

    assertThat(instance.total()).isEqualTo(5);
    assertThat(instance.fold()).hasSize(1);

    assertThat(instance.count("read", "foreign")).isEqualTo(4);
    assertThat(instance.count("read", "truncated")).isEqualTo(2);
  }

  /** An entry with a right checksum and damaged metrics is neither counted nor removed. */
  @Test
  void leavesADeadInstanceAloneWhoseMetricsCanNotBeDecoded() throws IOException {
    TestInstance instance = new TestInstance(1, store, time).serve(5).publish();
    TestInstance dead = new TestInstance(2, store, time).serve(7);
    dead.stop();
    Map<Integer, WireWriter> sections = new TreeMap<>();
    for (var section :
        Frame.read(store.entries.get(dead.key()), Frame.INSTANCE, SnapshotCodec.MAX_ENTRY_BYTES)
            .entrySet()) {
      WireWriter copy = new WireWriter();
      while (section.getValue().left() > 0) {
        copy.octet(section.getValue().octet());
      }
      sections.put(section.getKey(), section.getKey() == 5 ? new WireWriter() : copy);
    }
    store.put(dead.key(), Frame.write(Frame.INSTANCE, sections));

    instance.fold();

    assertThat(instance.view().hasFolded(dead.key())).isFalse();
    assertThat(store.entries).containsKey(dead.key());
    assertThat(instance.total()).isEqualTo(5);
    assertThat(instance.count("read", "corrupt")).isEqualTo(2);
  }

  @Test
  void aDamagedRetainedTotalsIsReplaced() throws IOException {
    TestInstance instance = new TestInstance(1, store, time).serve(5).publish();
    store.replaceRetained(new byte[0], new byte[100]);
    assertThat(instance.total()).isEqualTo(5);
    new TestInstance(2, store, time).serve(7).stop();

    instance.fold();

    assertThat(instance.total()).isEqualTo(12);
    assertThat(store.entries).hasSize(1);
  }

  @Test
  void gaugesOfTheDeadAreDropped() throws IOException {
    TestInstance instance = new TestInstance(1, store, time);
    new TestInstance(2, store, time).serve(7).stop();
    instance.fold();

    assertThat(instance.view().totals().sum().stream())
        .extracting(family -> family.getMetadata().getName())
        .containsExactly("requests");
  }

  @Test
  void tellsOfInstancesAsTheyAre() throws IOException {
    TestInstance live = new TestInstance(1, store, time).serve(1).publish();
    new TestInstance(2, store, time).serve(1).stop();

    MetricSnapshots merged = live.read();

    assertThat(live.fold())
        .extracting(InstanceReport::state)
        .containsExactlyInAnyOrder(InstanceReport.State.LIVE, InstanceReport.State.STOPPED);
    assertThat(Described.all(merged))
        .anyMatch(line -> line.contains("state=\"live\"") && line.endsWith("1.0"))
        .anyMatch(line -> line.contains("state=\"dead\"") && line.endsWith("1.0"))
        .anyMatch(line -> line.contains("reason=\"unclean\"") && line.endsWith("0.0"))
        .anyMatch(line -> line.contains("instance=\"host:1/shop\""))
        .noneMatch(line -> line.contains("instance=\"host:2/shop\""));
  }

  @Test
  void findsTwoJvmsThatHaveTheSameName() throws IOException {
    TestInstance one = inJvm(SINCE.minusSeconds(60)).publish();
    inJvm(SINCE.minusSeconds(50)).publish();
    new TestInstance(2, store, time).publish();

    one.fold();

    assertThat(one.sameNames).containsExactly("host:1/shop");
  }

  /** A container of a pod is restarted with the same process ID. */
  @Test
  void takesAJvmThatFollowsAKilledOneForNoOther() throws IOException {
    inJvm(SINCE.minusSeconds(60)).publish();
    time.pass(Duration.ofSeconds(2));
    TestInstance restarted = inJvm(SINCE.plusSeconds(1)).publish();

    assertThat(restarted.fold())
        .extracting(InstanceReport::state)
        .containsExactly(InstanceReport.State.LIVE, InstanceReport.State.LIVE);

    assertThat(restarted.sameNames).isEmpty();
  }

  @Test
  void takesAnApplicationThatWasRedeployedForNoOther() throws IOException {
    TestInstance before = inJvm(SINCE.minusSeconds(60)).publish();
    InstanceIdentity identity = before.publisher.identity().withIncarnation(7);
    TestInstance after = new TestInstance(identity, store, time, true).publish();

    assertThat(after.fold()).hasSize(2);

    assertThat(after.sameNames).isEmpty();
  }

  /** Returns instance 1 in a JVM that has started at a time. */
  private TestInstance inJvm(Instant start) {
    InstanceIdentity sample = Samples.identity(1);
    return new TestInstance(
        new InstanceIdentity(
            sample.host(),
            sample.scope(),
            sample.pid(),
            sample.processStart(),
            start.toEpochMilli(),
            sample.application(),
            start.toEpochMilli()),
        store,
        time,
        true);
  }

  private List<TestInstance> instances(int count) throws IOException {
    List<TestInstance> instances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instances.add(new TestInstance(i, store, time).serve(1).publish());
    }
    return instances;
  }
}
