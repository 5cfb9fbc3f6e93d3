package io.github.servletexporter.sharing.store;

/** The tests' own store keeps the contract too. */
class MemoryStoreTest extends SnapshotStoreContract {

  private final MemoryStore store = new MemoryStore();

  @Override
  public SnapshotStore open() {
    return store;
  }
}
