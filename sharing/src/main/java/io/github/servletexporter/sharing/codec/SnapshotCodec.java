package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns entries into bytes and back. {@link Frame} has the outside; inside, everything that may
 * grow one day is a block with its length, of which a reader takes what it knows.
 *
 * <p>Whatever bytes it is given, decoding ends, throws {@link CodecException} or nothing, and takes
 * memory in proportion to them.
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
  private static final int RETIRED = 6;

  private static final int OPEN = 0;
  private static final int CLOSED = 1;

  private static final int FOLDED = 1;
  private static final int CERTAIN = 2;

  private SnapshotCodec() {}

  public static byte[] encode(InstanceEntry entry) throws CodecException {
    Map<Integer, WireWriter> sections = new TreeMap<>();
    sections.put(IDENTITY, identity(entry.identity()));
    sections.put(VERSIONS, versions(entry.versions()));
    sections.put(PUBLICATION, publication(entry.publication()));
    metrics(entry.metrics(), sections);
    return bounded(Frame.write(Frame.MEMBER, sections), MAX_ENTRY_BYTES);
  }

  public static byte[] encode(RetainedTotals entry) throws CodecException {
    Map<Integer, WireWriter> sections = new TreeMap<>();
    sections.put(RETIRED, retired(entry));
    metrics(entry.sum(), sections);
    return bounded(Frame.write(Frame.RETIRED, sections), MAX_TOTALS_BYTES);
  }

  public static InstanceEntry decodeMember(byte[] entry) throws CodecException {
    return guarded(
        () -> {
          Map<Integer, WireReader> sections = memberSections(entry);
          return new InstanceEntry(head(sections), metrics(sections));
        });
  }

  /** Decodes everything but the metrics, which takes next to no time. */
  public static EntryHead decodeHead(byte[] entry) throws CodecException {
    return guarded(() -> head(memberSections(entry)));
  }

  /** Decodes the retired entry; no bytes are none. */
  public static RetainedTotals decodeRetired(byte[] entry) throws CodecException {
    if (entry.length == 0) {
      return RetainedTotals.none();
    }
    return guarded(
        () -> {
          Map<Integer, WireReader> sections = Frame.read(entry, Frame.RETIRED, MAX_TOTALS_BYTES);
          return retired(section(sections, RETIRED), metrics(sections));
        });
  }

  /** The checks of Prometheus' model and of our records throw what they like. */
  private static <T> T guarded(Decoding<T> decoding) throws CodecException {
    try {
      return decoding.run();
    } catch (RuntimeException refused) {
      throw new CodecException(Damage.CORRUPT, "refused by the metric model", refused);
    }
  }

  private static byte[] bounded(byte[] bytes, int most) throws CodecException {
    WireLimits.fits(bytes.length, most, "bytes");
    return bytes;
  }

  private static Map<Integer, WireReader> memberSections(byte[] entry) throws CodecException {
    return Frame.read(entry, Frame.MEMBER, MAX_ENTRY_BYTES);
  }

  private static EntryHead head(Map<Integer, WireReader> sections) throws CodecException {
    return new EntryHead(
        identity(section(sections, IDENTITY)),
        versions(section(sections, VERSIONS)),
        publication(section(sections, PUBLICATION)));
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
    out.text(identity.contextPath());
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

  private static WireWriter retired(RetainedTotals entry) throws CodecException {
    WireWriter out = new WireWriter();
    out.number(entry.generation());
    out.fixed64(entry.nonce());
    out.number(entry.stopped());
    out.number(entry.unclean());
    out.number(WireLimits.fits(entry.absorbed().size(), WireLimits.ABSORBED, "dead members"));
    for (DeadInstance absorbed : entry.absorbed()) {
      WireWriter block = new WireWriter();
      block.text(absorbed.key());
      block.number(absorbed.sequence());
      block.octet((absorbed.folded() ? FOLDED : 0) | (absorbed.certain() ? CERTAIN : 0));
      block.number(absorbed.sinceMillis());
      out.block(block);
    }
    return out;
  }

  private static RetainedTotals retired(WireReader in, MetricSnapshots sum) throws CodecException {
    long generation = in.amount();
    long nonce = in.fixed64();
    long stopped = in.amount();
    long unclean = in.amount();
    List<DeadInstance> absorbed = new ArrayList<>();
    for (int left = in.count(5, WireLimits.ABSORBED); left > 0; left--) {
      absorbed.add(absorbed(in.block()));
    }
    return new RetainedTotals(generation, nonce, stopped, unclean, absorbed, sum);
  }

  private static DeadInstance absorbed(WireReader in) throws CodecException {
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
