package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.DeadInstance;
import io.github.servletexporter.sharing.codec.RetainedTotals;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The retired entry at one moment: its bytes, which the store compares, and what they say.
 *
 * <p>A damaged one counts as none, so that members go on and a new one is made; what it had is
 * lost. One of a newer release is no damage: whoever can't read it must neither replace it nor show
 * totals without it.
 */
final class RetainedVersion {

  private final byte[] bytes;
  private final RetainedTotals entry;
  private final Map<String, DeadInstance> byKey;

  private RetainedVersion(byte[] bytes, RetainedTotals entry) {
    this.bytes = bytes;
    this.entry = entry;
    this.byKey =
        entry.absorbed().stream()
            .collect(
                Collectors.toMap(DeadInstance::key, Function.identity(), (first, same) -> first));
  }

  /**
   * Reads the retired entry.
   *
   * @param last the last one, which is mostly the same and need not be decoded again
   */
  static RetainedVersion read(SnapshotStore store, Consumer<Damage> onDamage, RetainedVersion last)
      throws IOException {
    byte[] bytes = store.retired();
    if (Arrays.equals(bytes, last.bytes)) {
      return last;
    }
    return new RetainedVersion(bytes, decode(bytes, onDamage));
  }

  /** Returns what is known when nothing can be read. */
  static RetainedVersion unknown() {
    return new RetainedVersion(new byte[0], RetainedTotals.none());
  }

  /** Returns whether a member's entry is in the sum already, or in one that follows. */
  boolean hasFolded(String key) {
    DeadInstance absorbed = get(key);
    return absorbed != null && absorbed.folded();
  }

  /** Returns the bytes to compare with; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  RetainedTotals entry() {
    return entry;
  }

  /** Returns what the entry knows of a member, or null. */
  @Nullable DeadInstance get(String key) {
    return byKey.get(key);
  }

  /** Returns whether the store still has this one. */
  boolean isPresentIn(SnapshotStore store) throws IOException {
    return Arrays.equals(bytes, store.retired());
  }

  private static RetainedTotals decode(byte[] bytes, Consumer<Damage> onDamage)
      throws CodecException {
    try {
      return SnapshotCodec.decodeRetired(bytes);
    } catch (CodecException e) {
      onDamage.accept(e.damage());
      if (e.damage() == Damage.FUTURE) {
        throw e;
      }
      return RetainedTotals.none();
    }
  }
}
