package io.github.servletexporter.listener.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The retired entry at one moment: its bytes, which the store compares, and what they say.
 *
 * <p>A damaged one counts as none, so that members go on and a new one is made; what it had is
 * lost. One of a newer release is no damage: whoever can't read it must neither replace it nor show
 * totals without it.
 */
record RetiredView(byte[] bytes, RetiredEntry entry, Map<String, Absorbed> byKey) {

  static RetiredView read(SnapshotStore store, Consumer<Damage> onDamage) throws IOException {
    byte[] bytes = store.retired();
    RetiredEntry entry = decode(bytes, onDamage);
    return new RetiredView(
        bytes,
        entry,
        entry.absorbed().stream()
            .collect(Collectors.toMap(Absorbed::key, Function.identity(), (first, same) -> first)));
  }

  /** Returns what is known when nothing can be read. */
  static RetiredView unknown() {
    return new RetiredView(new byte[0], RetiredEntry.none(), Map.of());
  }

  /** Returns whether a member's entry is in the sum already, or in one that follows. */
  boolean hasFolded(String key) {
    Absorbed absorbed = byKey.get(key);
    return absorbed != null && absorbed.folded();
  }

  /** Returns whether the store still has this one. */
  boolean isPresentIn(SnapshotStore store) throws IOException {
    return Arrays.equals(bytes, store.retired());
  }

  private static RetiredEntry decode(byte[] bytes, Consumer<Damage> onDamage)
      throws CodecException {
    try {
      return SnapshotCodec.decodeRetired(bytes);
    } catch (CodecException e) {
      onDamage.accept(e.damage());
      if (e.damage() == Damage.FUTURE) {
        throw e;
      }
      return RetiredEntry.none();
    }
  }
}
