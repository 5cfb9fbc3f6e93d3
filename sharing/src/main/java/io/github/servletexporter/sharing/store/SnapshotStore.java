package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.io.IOException;
import java.util.List;

/**
 * Where members leave what they have counted: one entry for each member, which that member alone
 * writes, and one retired entry, the sum of those that have ended. A store keeps bytes and knows
 * nothing of their meaning.
 *
 * <p>Keys are made by {@link InstanceIdentity#key()}: up to 200 characters out of letters, digits,
 * dot, hyphen and underscore.
 *
 * <p>Implementations are thread-safe, keep nothing between calls that would have to be true
 * elsewhere, and bound every call in time and in memory. A call that fails may or may not have
 * happened; whoever calls does the same again. Threads of requests never call.
 */
public interface SnapshotStore extends AutoCloseable {

  /** The most members that are looked at. */
  int MAX_MEMBERS = 10_000;

  /** Returns the kind of store, such as {@code directory}: the value of the label {@code store}. */
  String kind();

  /**
   * Writes a member's entry as a whole: a reader sees the old one or the new one.
   *
   * @throws IOException if it was not, or perhaps not, written
   */
  void put(String key, byte[] entry) throws IOException;

  /**
   * Returns the keys of all entries, in no order, at most {@link #MAX_MEMBERS}. An entry that is
   * there during the whole call is never missing.
   */
  List<String> keys() throws IOException;

  /**
   * Reads entries one at a time, or a page at a time, never all at once; keys without an entry are
   * left out.
   */
  void read(List<String> keys, EntryVisitor visitor) throws IOException;

  /** Removes entries; those that are not there are no error. */
  void remove(List<String> keys) throws IOException;

  /**
   * Returns the retired entry, or no bytes when there is none.
   *
   * @throws IOException if it can't be read or is larger than {@link
   *     SnapshotCodec#MAX_TOTALS_BYTES}; never because it is not there
   */
  byte[] retired() throws IOException;

  /**
   * Replaces the retired entry if it still is the expected one, in one step for all who do the same
   * at the same time. No two different retired entries have the same bytes.
   *
   * @param expected what {@link #retired()} returned; no bytes for none
   * @param replacement the next one
   * @return whether it was replaced; false when it is another one by now, or another is at it
   * @throws IOException if it was not, or perhaps not, replaced
   */
  boolean replaceRetired(byte[] expected, byte[] replacement) throws IOException;

  /** Releases connections. May be repeated; removes nothing. */
  @Override
  void close();

  /** Takes entries. Not thread-safe. */
  interface EntryVisitor {

    /**
     * Takes an entry.
     *
     * @return whether to go on
     */
    boolean entry(String key, byte[] entry) throws IOException;

    /**
     * Is told of an entry that could not be read.
     *
     * @param key its key, or what it is called if that is none
     * @param damage why
     */
    void unreadable(String key, Damage damage);
  }
}
