package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Codec of the entries in a shared store. {@link Frame} describes the outer format; within it,
 * everything that may grow in a later release is a block with its length, so that a reader can skip
 * what it does not recognize.
 *
 * <p>Decoding terminates for any input, throws nothing but {@link CodecException}, and takes memory
 * in proportion to the input.
 */
public final class SnapshotCodec {

  /** Size limit of an instance's entry, in bytes. */
  public static final int MAX_ENTRY_BYTES = 16 << 20;

  /** Size limit of the retained totals, in bytes. */
  public static final int MAX_TOTALS_BYTES = 64 << 20;

  private static final int IDENTITY = 1;
  private static final int VERSIONS = 2;
  private static final int PUBLICATION = 3;
  private static final int STRINGS = 4;
  private static final int METRICS = 5;
  private static final int TOTALS = 6;

  private static final int OPEN = 0;
  private static final int CLOSED = 1;
  private static final int FOLDED = 1;
  private static final int CERTAIN = 2;

  private SnapshotCodec() {}

  /**
   * Encodes the entry of an instance.
   *
   * @throws CodecException if the entry is larger than an entry may be
   */
  public static byte[] encode(EntryHead head, MetricSnapshots metrics) throws CodecException {
    Map<Integer, WireWriter> sections = new TreeMap<>();
    sections.put(IDENTITY, identity(head.identity()));
    sections.put(VERSIONS, versions(head.versions()));
    sections.put(PUBLICATION, publication(head.publication()));
    metrics(metrics, sections);
    return bounded(Frame.write(Frame.INSTANCE, sections), MAX_ENTRY_BYTES);
  }

  /**
   * Encodes retained totals.
   *
   * @throws CodecException if they are larger than they may be
   */
  public static byte[] encode(RetainedTotals totals) throws CodecException {
    Map<Integer, WireWriter> sections = new TreeMap<>();
    sections.put(TOTALS, totals(totals));
    metrics(totals.sum(), sections);
    return bounded(Frame.write(Frame.TOTALS, sections), MAX_TOTALS_BYTES);
  }

  /**
   * Checks the entry of an instance and decodes its head, which takes little time.
   *
   * @throws CodecException if the entry is damaged
   */
  public static EncodedEntry open(byte[] entry) throws CodecException {
    return guarded(
        () -> {
          Map<Integer, WireReader> sections = Frame.read(entry, Frame.INSTANCE, MAX_ENTRY_BYTES);
          EntryHead head =
              new EntryHead(
                  identity(section(sections, IDENTITY)),
                  versions(section(sections, VERSIONS)),
                  publication(section(sections, PUBLICATION)));
          return new EncodedEntry(head, sections);
        });
  }

  /**
   * Decodes retained totals.
   *
   * @param bytes encoded totals; an empty array means that there are none
   * @throws CodecException if they are damaged
   */
  public static RetainedTotals decodeTotals(byte[] bytes) throws CodecException {
    if (bytes.length == 0) {
      return RetainedTotals.none();
    }
    return guarded(
        () -> {
          Map<Integer, WireReader> sections = Frame.read(bytes, Frame.TOTALS, MAX_TOTALS_BYTES);
          return totals(section(sections, TOTALS), metrics(sections));
        });
  }

  /**
   * Encodes metrics alone, for another application of this JVM.
   *
   * @throws CodecException if they are larger than an entry may be
   */
  public static byte[] encode(MetricSnapshots metrics) throws CodecException {
    Map<Integer, WireWriter> sections = new TreeMap<>();
    metrics(metrics, sections);
    return bounded(Frame.write(Frame.METRICS, sections), MAX_ENTRY_BYTES);
  }

  /**
   * Decodes metrics alone.
   *
   * @throws CodecException if they are damaged
   */
  public static MetricSnapshots decode(byte[] bytes) throws CodecException {
    return guarded(() -> metrics(Frame.read(bytes, Frame.METRICS, MAX_ENTRY_BYTES)));
  }

  static MetricSnapshots decodeMetrics(Map<Integer, WireReader> sections) throws CodecException {
    return guarded(() -> metrics(sections));
  }

  /** The checks of the metric model and of our own records throw any runtime exception. */
  private static <T> T guarded(Decoding<T> decoding) throws CodecException {
    try {
      return decoding.run();
    } catch (RuntimeException rejected) {
      throw new CodecException(Damage.CORRUPT, "rejected by the metric model", rejected);
    }
  }

  private static byte[] bounded(byte[] bytes, int most) throws CodecException {
    WireLimits.fits(bytes.length, most, "bytes");
    return bytes;
  }

  private static WireReader section(Map<Integer, WireReader> sections, int number)
      throws CodecException {
    WireReader section = sections.get(number);
    if (section == null) {
      throw WireReader.corrupt("section " + number + " is missing");
    }
    return section;
  }

  private static void metrics(MetricSnapshots metrics, Map<Integer, WireWriter> sections)
      throws CodecException {
    StringTable strings = new StringTable();
    sections.put(METRICS, new MetricsWriter(strings).write(metrics));
    sections.put(STRINGS, strings.write());
  }

  private static MetricSnapshots metrics(Map<Integer, WireReader> sections) throws CodecException {
    return new MetricsReader(StringTable.read(section(sections, STRINGS)))
        .read(section(sections, METRICS));
  }

  private static WireWriter identity(InstanceIdentity identity) throws CodecException {
    WireWriter out = new WireWriter();
    out.text(identity.host());
    out.text(identity.scope());
    out.number(identity.pid());
    out.text(identity.processStart());
    out.number(identity.startMillis());
    out.text(identity.application());
    out.fixed64(identity.incarnation());
    return out;
  }

  private static InstanceIdentity identity(WireReader in) throws CodecException {
    return new InstanceIdentity(
        in.text(), in.text(), in.number(), in.text(), in.number(), in.text(), in.fixed64());
  }

  private static WireWriter versions(InstanceVersions versions) throws CodecException {
    WireWriter out = new WireWriter();
    out.text(versions.container());
    out.text(versions.containerVersion());
    out.text(versions.moduleVersion());
    out.text(versions.javaVersion());
    out.text(versions.workerType());
    return out;
  }

  private static InstanceVersions versions(WireReader in) throws CodecException {
    return new InstanceVersions(in.text(), in.text(), in.text(), in.text(), in.text());
  }

  private static WireWriter publication(Publication publication) {
    WireWriter out = new WireWriter();
    out.number(publication.sequence());
    out.number(publication.publishedMillis());
    out.number(publication.intervalMillis());
    out.octet(publication.closed() ? CLOSED : OPEN);
    return out;
  }

  private static Publication publication(WireReader in) throws CodecException {
    return new Publication(in.amount(), in.amount(), in.amount(), in.octet() == CLOSED);
  }

  private static WireWriter totals(RetainedTotals totals) throws CodecException {
    WireWriter out = new WireWriter();
    out.number(totals.generation());
    out.fixed64(totals.nonce());
    out.number(totals.stopped());
    out.number(totals.unclean());
    out.number(WireLimits.fits(totals.dead().size(), WireLimits.DEAD_INSTANCES, "dead instances"));
    for (DeadInstance dead : totals.dead()) {
      WireWriter block = new WireWriter();
      block.text(dead.key());
      block.number(dead.sequence());
      block.octet((dead.folded() ? FOLDED : 0) | (dead.certain() ? CERTAIN : 0));
      block.number(dead.sinceMillis());
      out.block(block);
    }
    return out;
  }

  private static RetainedTotals totals(WireReader in, MetricSnapshots sum) throws CodecException {
    long generation = in.amount();
    long nonce = in.fixed64();
    long stopped = in.amount();
    long unclean = in.amount();
    List<DeadInstance> dead = new ArrayList<>();
    for (int left = in.count(5, WireLimits.DEAD_INSTANCES); left > 0; left--) {
      dead.add(deadInstance(in.block()));
    }
    return new RetainedTotals(generation, nonce, stopped, unclean, dead, sum);
  }

  private static DeadInstance deadInstance(WireReader in) throws CodecException {
    String key = in.text();
    long sequence = in.amount();
    int flags = in.octet();
    return new DeadInstance(
        key, sequence, (flags & FOLDED) != 0, (flags & CERTAIN) != 0, in.amount());
  }

  private interface Decoding<T> {
    T run() throws CodecException;
  }
}
