package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Instance in a store that a test controls step by step, without a thread. */
public final class TestInstance {

  public static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Instances whose processes are gone, by process id. */
  public final Set<Long> gone = new HashSet<>();

  public final List<InstanceIdentity> uncleanExits = new ArrayList<>();
  final List<String> sameNames = new ArrayList<>();
  final SnapshotPublisher publisher;
  private final SnapshotStore store;
  private final StoreMetrics metrics = new StoreMetrics("test");
  private final FoldingPass folding;
  private final ConsistentReader reader;
  private double requests;

  public TestInstance(long number, SnapshotStore store, StoreTime time) {
    this(number, store, time, true);
  }

  public TestInstance(long number, SnapshotStore store, StoreTime time, boolean cleanup) {
    this(Samples.identity(number), store, time, cleanup);
  }

  TestInstance(InstanceIdentity identity, SnapshotStore store, StoreTime time, boolean cleanup) {
    Random random = new Random(identity.incarnation());
    this.store = store;
    EntryReader entries = new EntryReader(store, (key, damage) -> metrics.damaged(damage));
    InstanceWatch watch = new InstanceWatch(instance -> gone.contains(instance.pid()), time, time);
    this.folding =
        new FoldingPass(
            store,
            entries,
            watch,
            metrics,
            new FoldingPass.FoldingRules(
                cleanup, uncleanExits::add, sameNames::add, random::nextLong, time));
    this.reader = new ConsistentReader(store, entries, watch, metrics);
    this.publisher =
        new SnapshotPublisher(
            store,
            () -> Samples.requests(requests),
            identity,
            new SnapshotPublisher.Publishing(
                INTERVAL, () -> Samples.VERSIONS, random::nextLong, time));
  }

  public TestInstance serve(double more) {
    requests += more;
    return this;
  }

  public TestInstance publish() throws IOException {
    publisher.publish(view(), false);
    return this;
  }

  public void stop() throws IOException {
    publisher.publish(view(), true);
  }

  public List<InstanceReport> fold() throws IOException {
    return folding.run(view(), publisher.identity().key());
  }

  public String key() {
    return publisher.identity().key();
  }

  /** Returns the requests of all instances, dead or alive. */
  public double total() throws IOException {
    return Samples.total(read());
  }

  /** Returns the number of live instances. */
  public double live() throws IOException {
    return live(read());
  }

  public static double live(MetricSnapshots merged) {
    return merged.stream()
        .filter(family -> family.getMetadata().getName().equals("servlet_instances"))
        .flatMap(family -> family.getDataPoints().stream())
        .filter(point -> "live".equals(point.getLabels().get("state")))
        .mapToDouble(point -> ((GaugeDataPointSnapshot) point).getValue())
        .sum();
  }

  public MetricSnapshots read() throws IOException {
    return reader.read(Deadline.in(Duration.ofHours(1), Ticker.system())).snapshots();
  }

  public RetainedVersion view() throws IOException {
    return RetainedVersion.read(store, damage -> {}, RetainedVersion.none());
  }

  /** Returns the number of operations with an outcome. */
  public double count(String operation, String outcome) {
    return metrics.collect().stream()
        .flatMap(family -> family.getDataPoints().stream())
        .filter(point -> operation.equals(point.getLabels().get("operation")))
        .filter(point -> outcome.equals(point.getLabels().get("outcome")))
        .mapToDouble(TestInstance::value)
        .sum();
  }

  public static double value(Object point) {
    return ((CounterDataPointSnapshot) point).getValue();
  }
}
