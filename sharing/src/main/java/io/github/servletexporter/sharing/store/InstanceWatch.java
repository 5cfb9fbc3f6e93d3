package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.EntryHead;
import io.github.servletexporter.sharing.codec.Publication;
import io.github.servletexporter.sharing.model.InstanceReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which members run. A member that publishes is seen to, by its rising sequence; only for one
 * that was never watched long enough its clock is compared with ours, since clocks of two hosts may
 * differ. Thread-safe.
 */
public final class InstanceWatch {

  /** Intervals without a publication after which a member is silent. */
  public static final int SILENT_INTERVALS = 3;

  /**
   * How long a member has to be silent before it is folded though its process was not seen to be
   * gone. A member that comes back later takes a new identity, so this is no matter of correctness,
   * but that costs it a line in the log and an exit that was none.
   */
  static final Duration GRACE = Duration.ofMinutes(15);

  /** The same for one that was not watched for so long, by its own clock. */
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

  /** Judges a member by its latest publication. */
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

  /** Forgets all members but these. */
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

  /** What a member says of itself is believed within bounds. */
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
   * What is known of a member.
   *
   * @param state whether it runs
   * @param foldable whether it may be folded
   * @param certain whether it can't come back
   */
  record Verdict(InstanceReport.State state, boolean foldable, boolean certain) {}

  private record Sighting(long sequence, long sinceNanos, boolean moved) {}
}
