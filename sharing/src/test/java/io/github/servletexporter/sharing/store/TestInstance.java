package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One member of a store, taken step by step: without a thread, in a time that the test moves. */
public final class TestInstance {

  public static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Members whose processes are gone, by process id. */
  public final Set<Long> gone = new HashSet<>();

  public final List<InstanceIdentity> uncleanExits = new ArrayList<>();
  final SnapshotPublisher publisher;
  private final SnapshotStore store;
  private final StoreMetrics metrics = new StoreMetrics("test");
  private final FoldingPass retirement;
  private final ConsistentReader reader;
  private double requests;

  public TestInstance(long number, SnapshotStore store, StoreTime time) {
    this(number, store, time, true);
  }

  public TestInstance(long number, SnapshotStore store, StoreTime time, boolean cleanup) {
    Random random = new Random(number);
    this.store = store;
    DamageLog damages = new DamageLog(new WebApp("", getClass().getClassLoader()), metrics);
    EntryReader entries = new EntryReader(store, damages::damaged);
    InstanceWatch watch = new InstanceWatch(member -> gone.contains(member.pid()), time, time);
    this.retirement =
        new FoldingPass(
            store,
            entries,
            watch,
            metrics,
            new FoldingPass.FoldingRules(
                cleanup, Samples::merge, uncleanExits::add, random::nextLong, time));
    this.reader = new ConsistentReader(store, entries, watch, metrics, Duration.ofHours(1), time);
    this.publisher =
        new SnapshotPublisher(
            store,
            () -> Samples.requests(requests),
            Samples.identity(number),
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
    return retirement.pass(view(), publisher.identity().key());
  }

  public String key() {
    return publisher.identity().key();
  }

  /** Returns the requests of all members, dead or alive. */
  public double total() throws IOException {
    return read().sum().total;
  }

  public StoreReading<Sum> read() throws IOException {
    return reader.read(Sum::new, Sum::add);
  }

  public RetainedVersion view() throws IOException {
    return RetainedVersion.read(store, damage -> {}, RetainedVersion.unknown());
  }

  /** How often an operation has had an outcome. */
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

  /** What a view of all members would add up. */
  public static final class Sum {

    public double total;
    public int live;

    public void add(StorePart part) {
      MetricSnapshots metrics = part.metrics();
      total += Samples.total(metrics);
      live += part.isLive() ? 1 : 0;
    }
  }
}
