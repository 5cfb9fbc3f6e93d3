package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.SharedStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotStoreContractTest extends SnapshotStoreContract {

  @TempDir private Path directory;

  @Override
  public SnapshotStore open() {
    return SharedStore.directory(directory.resolve("shared"));
  }
}
