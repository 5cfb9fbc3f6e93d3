package io.github.servletexporter.sharing.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotStoreContractTest extends SnapshotStoreContract {

  @TempDir private Path directory;

  @Override
  public SnapshotStore open() {
    return DirectorySnapshotStore.in(directory.resolve("shared"));
  }
}
