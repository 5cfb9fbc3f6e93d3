package io.github.servletexporter.listener.jvm;

import java.util.Optional;

/** Heap of this JVM, as its garbage collections leave it. Thread-safe. */
interface CollectedHeap {

  /** Returns the state after the latest collection, empty if there was none or it is unknown. */
  Optional<State> afterCollection();

  /** Requests a complete collection. */
  void collect();

  /**
   * Heap after a collection.
   *
   * @param ratio the part that is in use, from 0 to 1
   * @param endMillis the end of the collection, in milliseconds since the start of the JVM
   */
  record State(double ratio, long endMillis) {}
}
