package io.github.servletexporter.sharing.store;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Reads a whole store for one view of it, a member at a time. Thread-safe. */
public interface StoreReader {

  /**
   * Adds up everything that is in the store, such that what members have counted is in it once,
   * whoever folds at the same time.
   *
   * @param empty makes a sum of nothing; called again when the store was folded meanwhile and the
   *     reading has to start anew
   * @param add adds a part to a sum
   * @return the sum and what was seen
   * @throws IOException if the store can't be read, or not within the time limit
   */
  <A> StoreReading<A> read(Supplier<A> empty, BiConsumer<A, StorePart> add) throws IOException;
}
