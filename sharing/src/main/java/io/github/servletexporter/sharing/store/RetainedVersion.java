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
 * Version of the retained totals: the bytes, which the store compares, and the decoded content.
 *
 * <p>Damaged totals count as none, so that instances continue and new totals are created; their
 * content is lost. Totals of a newer release are not damaged: an instance that cannot read them
 * must neither replace them nor show a merged view without them.
 */
public final class RetainedVersion {

  private final byte[] bytes;
  private final RetainedTotals totals;
  private final Map<String, DeadInstance> byKey;

  private RetainedVersion(byte[] bytes, RetainedTotals totals) {
    this.bytes = bytes;
    this.totals = totals;
    this.byKey =
        totals.dead().stream()
            .collect(
                Collectors.toMap(DeadInstance::key, Function.identity(), (first, same) -> first));
  }

  /**
   * Reads the present version.
   *
   * @param onDamage receives the kind of damage of totals that cannot be used
   * @param last version that was read last; usually it is still present and need not be decoded
   *     again
   */
  static RetainedVersion read(SnapshotStore store, Consumer<Damage> onDamage, RetainedVersion last)
      throws IOException {
    byte[] bytes = store.retained();
    if (Arrays.equals(bytes, last.bytes)) {
      return last;
    }
    return new RetainedVersion(bytes, decode(bytes, onDamage));
  }

  /** Returns the version of a store without retained totals. */
  static RetainedVersion none() {
    return new RetainedVersion(new byte[0], RetainedTotals.none());
  }

  /** Returns whether the totals of an instance are contained in this version. */
  boolean hasFolded(String key) {
    DeadInstance dead = get(key);
    return dead != null && dead.folded();
  }

  /** Returns the encoded totals; callers must not modify them. */
  byte[] bytes() {
    return bytes;
  }

  RetainedTotals totals() {
    return totals;
  }

  /** Returns a dead instance that is listed in this version, or null. */
  @Nullable DeadInstance get(String key) {
    return byKey.get(key);
  }

  /** Returns whether this version is still present in the store. */
  boolean isPresentIn(SnapshotStore store) throws IOException {
    return Arrays.equals(bytes, store.retained());
  }

  private static RetainedTotals decode(byte[] bytes, Consumer<Damage> onDamage)
      throws CodecException {
    try {
      return SnapshotCodec.decodeTotals(bytes);
    } catch (CodecException e) {
      onDamage.accept(e.damage());
      if (e.damage() == Damage.FUTURE) {
        throw e;
      }
      return RetainedTotals.none();
    }
  }
}
