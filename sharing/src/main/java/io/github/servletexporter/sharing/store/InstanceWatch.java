package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.Publication;
import io.github.servletexporter.sharing.model.InstanceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Detector of instances that have died. An instance is live as long as the number of its
 * publications rises. Only if an instance has not been watched long enough is its clock compared
 * with the clock of this host, because the two may differ. Thread-safe.
 */
public final class InstanceWatch {

  /** Number of intervals without a publication after which an instance is silent. */
  public static final int SILENT_INTERVALS = 3;

  /**
   * Silence after which an instance is folded although its process is not known to be gone. An
   * instance that comes back later takes a new identity, so correctness does not depend on this
   * time, but an exit that did not happen is logged and counted.
   */
  static final Duration GRACE = Duration.ofMinutes(15);

  /** The same for an instance that has not been watched that long, by its own clock. */
  private static final Duration GRACE_BY_CLOCK = GRACE.multipliedBy(4);

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

  private final ProcessProbe processes;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

  public InstanceWatch(ProcessProbe processes, Ticker ticker, InstantSource clock) {
    this.processes = processes;
    this.ticker = ticker;
    this.clock = clock;
  }

  /** Judges an instance by its latest publication. */
  Verdict judge(String key, EntryHead head) {
    Publication publication = head.publication();
    if (publication.closed()) {
      return new Verdict(InstanceReport.State.STOPPED, true, true);
    }
    Sighting sighting = sight(key, publication.sequence());
    Duration watched = Duration.ofNanos(ticker.nanos() - sighting.sinceNanos());
    Duration byClock = Duration.ofMillis(clock.millis() - publication.publishedMillis());
    Duration patience = interval(publication).multipliedBy(SILENT_INTERVALS);
    boolean silent = isLonger(watched, patience);
    if (!silent && (sighting.moved() || !isLonger(byClock, patience))) {
      return new Verdict(InstanceReport.State.LIVE, false, false);
    }
    boolean gone = processes.isGone(head.identity());
    boolean longGone =
        isLonger(watched, GRACE.plus(patience)) || (silent && isLonger(byClock, GRACE_BY_CLOCK));
    return new Verdict(InstanceReport.State.SILENT, gone || longGone, gone);
  }

  /** Removes what was observed of all other instances. */
  void retain(Collection<String> keys) {
    sightings.keySet().retainAll(keys);
  }

  private Sighting sight(String key, long sequence) {
    return sightings.compute(
        key,
        (same, last) ->
            last != null && last.sequence() == sequence
                ? last
                : new Sighting(sequence, ticker.nanos(), last != null));
  }

  /** Returns the interval that an instance reports, within reasonable bounds. */
  private static Duration interval(Publication publication) {
    Duration told = Duration.ofMillis(publication.intervalMillis());
    if (told.compareTo(SHORTEST_INTERVAL) < 0) {
      return SHORTEST_INTERVAL;
    }
    return isLonger(told, LONGEST_INTERVAL) ? LONGEST_INTERVAL : told;
  }

  private static boolean isLonger(Duration duration, Duration than) {
    return duration.compareTo(than) > 0;
  }

  /**
   * Verdict on an instance.
   *
   * @param state state of the instance
   * @param foldable whether the instance may be folded
   * @param certain whether the instance cannot come back
   */
  record Verdict(InstanceReport.State state, boolean foldable, boolean certain) {

    InstanceReport report(EntryHead head) {
      return new InstanceReport(
          head.identity(),
          head.versions(),
          Instant.ofEpochMilli(head.publication().publishedMillis()),
          state);
    }
  }

  private record Sighting(long sequence, long sinceNanos, boolean moved) {}
}
