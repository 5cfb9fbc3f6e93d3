package io.github.servletexporter.sharing.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servletexporter.sharing.model.MetricType;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCodecTest {

  private static final byte[] VALID = encoded(Samples.entry(Samples.identity(1), 7, false, 42));

  @Test
  void everyTypeComesBackAsItWas() throws CodecException {
    for (long seed = 0; seed < 300; seed++) {
      MetricSnapshots metrics = new RandomSnapshots(seed).next();
      DecodedEntry entry =
          new DecodedEntry(Samples.identity(seed), Samples.VERSIONS, publication(), metrics);

      DecodedEntry decoded = DecodedEntry.of(entry.encode());

      assertThat(Described.all(decoded.metrics()))
          .as("seed %s", seed)
          .isEqualTo(Described.all(metrics));
      assertThat(decoded.identity()).isEqualTo(entry.identity());
      assertThat(decoded.versions()).isEqualTo(entry.versions());
      assertThat(decoded.publication()).isEqualTo(entry.publication());
    }
  }

  @Test
  void theRetainedTotalsComesBackAsItWas() throws CodecException {
    RetainedTotals entry =
        new RetainedTotals(
            3,
            -5,
            1,
            2,
            List.of(
                new DeadInstance("mhost_1", 4, true, false, 5),
                new DeadInstance("mhost_2", 6, false, true, 7)),
            new RandomSnapshots(1).next());

    RetainedTotals decoded = SnapshotCodec.decodeTotals(SnapshotCodec.encode(entry));

    assertThat(decoded).usingRecursiveComparison().ignoringFields("sum").isEqualTo(entry);
    assertThat(Described.all(decoded.sum())).isEqualTo(Described.all(entry.sum()));
  }

  @Test
  void noRetainedTotalsIsAnEmptyOne() throws CodecException {
    assertThat(SnapshotCodec.decodeTotals(new byte[0]).generation()).isZero();
  }

  /** Entries of a released version stay readable: these files never change. */
  @Test
  void readsWhatVersion1HasWritten() throws IOException {
    DecodedEntry instance = DecodedEntry.of(golden("member-v1.sxs"));
    RetainedTotals retired = SnapshotCodec.decodeTotals(golden("retired-v1.sxs"));

    assertThat(instance.identity()).isEqualTo(Samples.identity(1));
    assertThat(instance.versions()).isEqualTo(Samples.VERSIONS);
    assertThat(instance.publication()).isEqualTo(publication());
    assertThat(lines(instance.metrics())).isEqualTo(goldenLines("member-v1.txt"));
    assertThat(retired)
        .usingRecursiveComparison()
        .ignoringFields("sum")
        .isEqualTo(new RetainedTotals(9, 81985529216486895L, 5, 2, absorbed(), retired.sum()));
    assertThat(lines(retired.sum())).isEqualTo(goldenLines("retired-v1.txt"));
  }

  /** The same version writes the same bytes. */
  @Test
  void writesVersion1() throws IOException {
    byte[] instance = golden("member-v1.sxs");
    byte[] retired = golden("retired-v1.sxs");

    assertThat(DecodedEntry.of(instance).encode()).isEqualTo(instance);
    assertThat(SnapshotCodec.encode(SnapshotCodec.decodeTotals(retired))).isEqualTo(retired);
  }

  @Test
  void everyShorterPartIsTruncated() {
    for (int length = 0; length < VALID.length; length++) {
      assertDamage(Arrays.copyOf(VALID, length), Damage.TRUNCATED);
    }
  }

  @Test
  void everyFlippedBitIsNoticed() {
    for (int bit = 0; bit < VALID.length * Byte.SIZE; bit++) {
      byte[] flipped = VALID.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      assertThatExceptionOfType(CodecException.class)
          .as("bit %s", bit)
          .isThrownBy(() -> DecodedEntry.of(flipped));
    }
  }

  @Test
  void namesWhatIsWrong() {
    assertDamage(
        "no entry of ours, but long enough".getBytes(StandardCharsets.UTF_8), Damage.FOREIGN);
    assertDamage(Arrays.copyOf(VALID, VALID.length + 1), Damage.CORRUPT);
    assertDamage(withByte(4, Frame.MAJOR + 1), Damage.FUTURE);
    assertDamage(withByte(VALID.length - 1, 99), Damage.CORRUPT);
    assertDamage(encoded(RetainedTotals.none()), Damage.FOREIGN);
    assertDamage(new byte[SnapshotCodec.MAX_ENTRY_BYTES + 1], Damage.TOO_LARGE);
  }

  /** A newer release may add sections, fields at the end of blocks, and types of families. */
  @Test
  void skipsWhatANewerReleaseHasAdded() throws CodecException {
    Map<Integer, WireWriter> sections = new TreeMap<>();
    Frame.read(VALID, Frame.INSTANCE, SnapshotCodec.MAX_ENTRY_BYTES)
        .forEach((number, section) -> sections.put(number, extended(section)));
    WireWriter unknown = new WireWriter();
    unknown.fixed64(1);
    sections.put(1000, unknown);

    byte[] newer = Frame.write(Frame.INSTANCE, sections);

    assertThat(Samples.total(DecodedEntry.of(newer).metrics())).isEqualTo(42);
  }

  @Test
  void skipsFamiliesOfAnUnknownType() throws CodecException {
    WireWriter strings = new WireWriter();
    strings.number(0);
    WireWriter family = new WireWriter();
    family.octet(200);
    family.fixed64(1);
    WireWriter metrics = new WireWriter();
    metrics.number(1);
    metrics.block(family);

    DecodedEntry decoded = DecodedEntry.of(with(strings, metrics));

    assertThat(decoded.metrics().size()).isZero();
  }

  @Test
  void whatTheModelRefusesIsCorrupt() throws CodecException {
    WireWriter strings = new WireWriter();
    strings.number(1);
    WireWriter metrics = new WireWriter();
    metrics.number(1);
    WireWriter family = new WireWriter();
    family.octet(MetricType.COUNTER.code());
    for (int i = 0; i < 5; i++) {
      family.number(1);
    }
    family.number(1);
    WireWriter point = new WireWriter();
    point.number(0);
    point.number(0);
    point.real(-1);
    family.block(point);
    metrics.block(family);

    strings.text("negative");

    assertDamage(with(strings, metrics), Damage.CORRUPT);
  }

  /**
   * Each entry claims more elements than there are bytes, which is noticed before anything is
   * allocated.
   */
  @ParameterizedTest
  @ValueSource(longs = {1000, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void believesNoLength(long claimed) {
    WireWriter strings = new WireWriter();
    strings.number(claimed);

    assertDamage(with(strings, new WireWriter()), Damage.CORRUPT);
  }

  /** The model sorts buckets recursively; the depth must not grow with the number of buckets. */
  @Test
  void readsTheLargestHistogram() throws CodecException {
    double[] bounds = new double[WireLimits.BUCKETS];
    Arrays.setAll(bounds, i -> i);
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    HistogramDataPointSnapshot point =
        new HistogramDataPointSnapshot(
            ClassicHistogramBuckets.of(bounds, new long[bounds.length]),
            1,
            Labels.EMPTY,
            Exemplars.EMPTY,
            0);
    MetricSnapshots metrics =
        MetricSnapshots.of(new HistogramSnapshot(new MetricMetadata("large"), List.of(point)));

    DecodedEntry decoded =
        DecodedEntry.of(
            encoded(
                new DecodedEntry(Samples.identity(1), Samples.VERSIONS, publication(), metrics)));

    assertThat(Described.all(decoded.metrics())).isEqualTo(Described.all(metrics));
  }

  @Test
  void writesNothingThatItWouldNotRead() {
    MetricSnapshots metrics = MetricSnapshots.of(Wide.gauge());

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(
            () ->
                new DecodedEntry(Samples.identity(1), Samples.VERSIONS, publication(), metrics)
                    .encode())
        .extracting(CodecException::damage)
        .isEqualTo(Damage.TOO_LARGE);
  }

  /** Exemplars belong to one moment of one instance. */
  @Test
  void leavesExemplarsOut() throws CodecException {
    Exemplar exemplar = Exemplar.builder().value(1).build();
    MetricSnapshots metrics =
        MetricSnapshots.of(
            new CounterSnapshot(
                new MetricMetadata("traced"),
                List.of(new CounterDataPointSnapshot(1, Labels.EMPTY, exemplar, 0))));

    DecodedEntry decoded =
        DecodedEntry.of(
            encoded(
                new DecodedEntry(Samples.identity(1), Samples.VERSIONS, publication(), metrics)));

    CounterSnapshot counter = (CounterSnapshot) decoded.metrics().get(0);
    assertThat(counter.getDataPoints().get(0).getExemplar()).isNull();
  }

  private static List<DeadInstance> absorbed() {
    return List.of(
        new DeadInstance(Samples.identity(2).key(), 4, true, true, 1_800_000_000_000L),
        new DeadInstance(Samples.identity(3).key(), 6, false, false, 1_800_000_000_001L));
  }

  /** One line for each family and series, in ASCII. */
  private static List<String> lines(MetricSnapshots metrics) {
    return Described.all(metrics).stream().map(SnapshotCodecTest::ascii).toList();
  }

  private static String ascii(String line) {
    StringBuilder ascii = new StringBuilder();
    line.chars()
        .forEach(
            c -> {
              if (c >= ' ' && c < 127) {
                ascii.append((char) c);
              } else {
                ascii.append(String.format("\\u%04x", c));
              }
            });
    return ascii.toString();
  }

  private static List<String> goldenLines(String name) throws IOException {
    return new String(golden(name), StandardCharsets.US_ASCII).lines().toList();
  }

  private static Publication publication() {
    return new Publication(17, 1_800_000_000_000L, 5000, true);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream stream = SnapshotCodecTest.class.getResourceAsStream("/store/" + name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }

  private static byte[] withByte(int position, int value) {
    byte[] changed = VALID.clone();
    changed[position] = (byte) value;
    return changed;
  }

  /** Entry of an instance with other metrics. */
  private static byte[] with(WireWriter strings, WireWriter metrics) {
    try {
      Map<Integer, WireWriter> sections = new TreeMap<>();
      for (var section :
          Frame.read(VALID, Frame.INSTANCE, SnapshotCodec.MAX_ENTRY_BYTES).entrySet()) {
        sections.put(section.getKey(), copy(section.getValue()));
      }
      sections.put(4, strings);
      sections.put(5, metrics);
      return Frame.write(Frame.INSTANCE, sections);
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private static WireWriter extended(WireReader section) {
    WireWriter longer = copy(section);
    longer.fixed32(0x6D6F7265);
    return longer;
  }

  private static WireWriter copy(WireReader section) {
    try {
      WireWriter copy = new WireWriter();
      while (section.left() > 0) {
        copy.octet(section.octet());
      }
      return copy;
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(DecodedEntry entry) {
    try {
      return entry.encode();
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(RetainedTotals entry) {
    try {
      return SnapshotCodec.encode(entry);
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertDamage(byte[] entry, Damage damage) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> DecodedEntry.of(entry))
        .extracting(CodecException::damage)
        .isEqualTo(damage);
  }
}
