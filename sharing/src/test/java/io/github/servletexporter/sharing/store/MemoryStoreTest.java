package io.github.servletexporter.sharing.store;

/** Contract of the store that other tests use. */
class MemoryStoreTest extends SnapshotStoreContract {

  private final MemoryStore store = new MemoryStore();

  @Override
  public SnapshotStore open() {
    return store;
  }
}
