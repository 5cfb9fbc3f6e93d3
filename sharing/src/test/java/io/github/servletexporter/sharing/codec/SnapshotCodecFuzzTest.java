package io.github.servletexporter.sharing.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Decodes mutations of valid entries. Half of them get a right checksum, so that what is behind it
 * is reached. {@code -Dfuzz.duration=PT10M} makes it long.
 */
class SnapshotCodecFuzzTest {

  private static final Duration LENGTH =
      Duration.parse(System.getProperty("fuzz.duration", "PT5S"));

  /**
   * Memory limit per byte of input: the smallest data point and the copies that the model makes of
   * it.
   */
  private static final long BYTES_FOR_A_BYTE = 400;

  private static final long BASE_BYTES = 200_000;

  private final long seed = Long.getLong("fuzz.seed", 20261121);
  private final Random random = new Random(seed);
  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  @Timeout(1200)
  void neitherThrowsNorHangsNorAllocates() throws CodecException {
    List<byte[]> corpus = corpus();
    corpus.forEach(this::decode);
    long end = System.nanoTime() + LENGTH.toNanos();
    long count = 0;
    while (System.nanoTime() - end < 0 || count < 1000) {
      byte[] mutated = mutate(corpus.get(random.nextInt(corpus.size())));
      decode(random.nextBoolean() ? mutated : withChecksum(mutated));
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(1000);
  }

  private static List<byte[]> corpus() throws CodecException {
    return List.of(
        Samples.entry(Samples.identity(1), 1, false, 1).encode(),
        new DecodedEntry(
                Samples.identity(2),
                Samples.VERSIONS,
                new Publication(1, 2, 3, true),
                new RandomSnapshots(3).next())
            .encode(),
        SnapshotCodec.encode(
            new RetainedTotals(
                1,
                2,
                3,
                4,
                List.of(new DeadInstance("m_1", 2, true, false, 3)),
                new RandomSnapshots(4).next())));
  }

  /** Runs twice, because loading classes allocates memory only the first time. */
  private void decode(byte[] entry) {
    long limit = BASE_BYTES + BYTES_FOR_A_BYTE * entry.length;
    if (allocatedBytes(entry) > limit) {
      assertThat(allocatedBytes(entry))
          .as("seed %s: %s", seed, Arrays.toString(entry))
          .isLessThanOrEqualTo(limit);
    }
  }

  private long allocatedBytes(byte[] entry) {
    long before = threads.getCurrentThreadAllocatedBytes();
    attempt(() -> DecodedEntry.of(entry), entry);
    attempt(() -> SnapshotCodec.decodeTotals(entry), entry);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void attempt(Decoding decoding, byte[] entry) {
    try {
      decoding.run();
    } catch (CodecException expected) {
      assertThat(expected.damage()).isNotNull();
    } catch (Throwable e) {
      fail("seed " + seed + ": " + Arrays.toString(entry), e);
    }
  }

  private interface Decoding {
    void run() throws CodecException;
  }

  private byte[] mutate(byte[] valid) {
    byte[] entry = valid.clone();
    for (int left = 1 + random.nextInt(4); left > 0 && entry.length > 0; left--) {
      int position = random.nextInt(entry.length);
      switch (random.nextInt(6)) {
        case 0 -> entry[position] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case 1 -> entry[position] = (byte) random.nextInt();
        case 2 -> entry[position] = (byte) 0xFF;
        case 3 -> entry = Arrays.copyOf(entry, position);
        case 4 -> entry = Arrays.copyOf(entry, entry.length + random.nextInt(100));
        default -> {
          int length = random.nextInt(entry.length - position);
          System.arraycopy(entry, random.nextInt(entry.length - length), entry, position, length);
        }
      }
    }
    return entry;
  }

  /** Gives an entry the header that belongs to it. */
  private byte[] withChecksum(byte[] entry) {
    byte[] whole = Arrays.copyOf(entry, Math.max(entry.length, 16));
    WireWriter frame = new WireWriter();
    frame.fixed32(0x5378536E);
    frame.octet(Frame.MAJOR);
    frame.octet(Frame.MINOR);
    frame.octet(random.nextBoolean() ? Frame.INSTANCE : Frame.TOTALS);
    frame.octet(0);
    frame.fixed32(whole.length - 16);
    java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
    checksum.update(frame.toByteArray());
    checksum.update(whole, 16, whole.length - 16);
    frame.fixed32((int) checksum.getValue());
    System.arraycopy(frame.toByteArray(), 0, whole, 0, 16);
    return whole;
  }
}
