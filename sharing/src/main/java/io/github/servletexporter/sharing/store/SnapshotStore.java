package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Store that the instances of an application share. It contains one entry for each instance, which
 * only that instance writes, and the retained totals of dead instances. A store does not interpret
 * the bytes.
 *
 * <p>Keys are created by {@link InstanceIdentity#key()}. They consist of up to 200 letters, digits,
 * dots, hyphens and underscores.
 *
 * <p>Implementations are thread-safe, cache nothing that other instances may change, and limit each
 * call in time and in memory. A call that fails may or may not have taken effect; callers repeat
 * it. No thread that serves requests calls a store.
 */
public interface SnapshotStore extends AutoCloseable {

  /**
   * Limit on the number of instances that are read. The merged view of a store that has reached it
   * is not available.
   */
  int MAX_INSTANCES = 10_000;

  /** Returns the kind of store, such as {@code directory}: the value of the label {@code store}. */
  String kind();

  /**
   * Writes an instance's entry atomically: a reader sees the old one or the new one.
   *
   * @throws IOException if it was not written, or possibly not
   */
  void put(String key, byte[] entry) throws IOException;

  /**
   * Returns the keys of all entries in any order, at most {@link #MAX_INSTANCES}. An entry that
   * exists during the whole call is never missing.
   */
  List<String> keys() throws IOException;

  /**
   * Reads entries one at a time or a page at a time, never all at once. Keys without an entry are
   * skipped.
   */
  void read(List<String> keys, EntryVisitor visitor) throws IOException;

  /** Removes entries; ignores those that do not exist. */
  void remove(List<String> keys) throws IOException;

  /**
   * Returns the retained totals; an empty array means that there are none.
   *
   * @throws IOException if they cannot be read or are larger than {@link
   *     SnapshotCodec#MAX_TOTALS_BYTES}; never because there are none
   */
  byte[] retained() throws IOException;

  /**
   * Replaces the retained totals atomically if they are still the expected ones. No two versions
   * have the same bytes.
   *
   * @param expected result of {@link #retained()}; an empty array for none
   * @param replacement next version
   * @return whether they were replaced; false if the store has another version or another instance
   *     is replacing them
   * @throws IOException if they were not replaced, or possibly not
   */
  boolean replaceRetained(byte[] expected, byte[] replacement) throws IOException;

  /**
   * Returns this store with one deadline for all of its operations together, as far as it waits for
   * others. It is not to be closed.
   */
  default SnapshotStore until(Deadline deadline) {
    return this;
  }

  /** Returns a sentence about what is unsafe in the place of the store, if anything is. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /**
   * Releases connections; removes nothing. May be called more than once, also while another thread
   * waits for a reply.
   */
  @Override
  void close();

  /** Receiver of entries. Not thread-safe. */
  interface EntryVisitor {

    /**
     * Receives an entry.
     *
     * @return whether to continue
     */
    boolean entry(String key, byte[] entry) throws IOException;

    /**
     * Receives the key of an entry that cannot be read.
     *
     * @param key key, or the name of the entry if it is not a valid key
     * @param damage reason
     */
    void unreadable(String key, Damage damage);
  }
}
