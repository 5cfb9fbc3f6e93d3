package io.github.servletexporter.bundle.check;

import io.github.servletexporter.listener.StoreAccess;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.store.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Tries the shared store as a member would. */
final class StoreCheck {

  private StoreCheck() {}

  static void run(Config config, Findings findings) {
    StoreAccess.open(config)
        .ifPresent(
            store -> {
              try (store) {
                read(store, findings);
              }
            });
    config.find(ConfigKey.MULTIPROC_DIR).ifPresent(directory -> write(directory, findings));
  }

  private static void read(SnapshotStore store, Findings findings) {
    String name = "shared store (" + store.kind() + ") ";
    try {
      int members = store.keys().size();
      int retired = store.retired().length;
      findings.ok(
          name + "can be read: " + members + " members, " + retired + " bytes of former ones");
    } catch (IOException e) {
      findings.failure(name + "can't be read: " + Objects.requireNonNullElse(e.getMessage(), e));
    }
  }

  /** A name that no member has, and no other reader looks at. */
  private static void write(Path directory, Findings findings) {
    try {
      Files.delete(Files.createTempFile(directory, ".check", ".tmp"));
      findings.ok("shared store (directory) can be written: " + directory);
    } catch (IOException e) {
      findings.failure("shared store (directory) can't be written: " + e);
    }
  }
}
