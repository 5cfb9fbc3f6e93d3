package io.github.servletexporter.listener.store;

import io.github.servletexporter.base.WebApp;
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
final class TestMember {

  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Members whose processes are gone, by process id. */
  final Set<Long> gone = new HashSet<>();

  final List<MemberIdentity> uncleanExits = new ArrayList<>();
  final SnapshotPublisher publisher;
  private final SnapshotStore store;
  private final StoreMetrics metrics = new StoreMetrics("test");
  private final Retirement retirement;
  private final ConsistentReader reader;
  private double requests;

  TestMember(long number, SnapshotStore store, StoreTime time) {
    this(number, store, time, true);
  }

  TestMember(long number, SnapshotStore store, StoreTime time, boolean cleanup) {
    Random random = new Random(number);
    this.store = store;
    DamageLog damages = new DamageLog(new WebApp("", getClass().getClassLoader()), metrics);
    MemberEntries entries = new MemberEntries(store, damages::damaged);
    MemberWatch watch = new MemberWatch(member -> gone.contains(member.pid()), time, time);
    this.retirement =
        new Retirement(
            store,
            entries,
            watch,
            metrics,
            new Retirement.FoldingRules(
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

  TestMember serve(double more) {
    requests += more;
    return this;
  }

  TestMember publish() throws IOException {
    publisher.publish(view(), false);
    return this;
  }

  void stop() throws IOException {
    publisher.publish(view(), true);
  }

  List<MemberReport> fold() throws IOException {
    return retirement.pass(view(), publisher.identity().key());
  }

  String key() {
    return publisher.identity().key();
  }

  /** Returns the requests of all members, dead or alive. */
  double total() throws IOException {
    return read().sum().total;
  }

  StoreReading<Sum> read() throws IOException {
    return reader.read(Sum::new, Sum::add);
  }

  RetiredView view() throws IOException {
    return RetiredView.read(store, damage -> {}, RetiredView.unknown());
  }

  /** How often an operation has had an outcome. */
  double count(String operation, String outcome) {
    return metrics.collect().stream()
        .flatMap(family -> family.getDataPoints().stream())
        .filter(point -> operation.equals(point.getLabels().get("operation")))
        .filter(point -> outcome.equals(point.getLabels().get("outcome")))
        .mapToDouble(TestMember::value)
        .sum();
  }

  static double value(Object point) {
    return ((CounterDataPointSnapshot) point).getValue();
  }

  /** What a view of all members would add up. */
  static final class Sum {

    double total;
    int live;

    void add(StorePart part) {
      MetricSnapshots metrics = part.metrics();
      total += Samples.total(metrics);
      live += part.isLive() ? 1 : 0;
    }
  }
}
