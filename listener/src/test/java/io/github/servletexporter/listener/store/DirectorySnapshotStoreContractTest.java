package io.github.servletexporter.listener.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotStoreContractTest extends SnapshotStoreContract {

  @TempDir private Path directory;

  @Override
  SnapshotStore open() {
    return SharedStore.directory(directory.resolve("shared"));
  }
}
