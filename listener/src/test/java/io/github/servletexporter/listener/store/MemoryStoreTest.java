package io.github.servletexporter.listener.store;

/** The tests' own store keeps the contract too. */
class MemoryStoreTest extends SnapshotStoreContract {

  private final MemoryStore store = new MemoryStore();

  @Override
  SnapshotStore open() {
    return store;
  }
}
