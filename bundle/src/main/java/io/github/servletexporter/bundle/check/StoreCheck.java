package io.github.servletexporter.bundle.check;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.sharing.StoreAccess;
import io.github.servletexporter.sharing.StoreConfig;
import io.github.servletexporter.sharing.StoreInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Test of the shared store: reads it, and writes to its directory, as an instance would. */
final class StoreCheck {

  private StoreCheck() {}

  static void run(Config config, Findings findings) {
    StoreAccess.of(config).ifPresent(store -> read(store, findings));
    config.find(ConfigKey.MULTIPROC_DIR).ifPresent(directory -> write(directory, findings));
  }

  private static void read(StoreConfig store, Findings findings) {
    String kind = store.location() instanceof StoreConfig.Redis ? "redis" : "directory";
    String name = "shared store (" + kind + ") ";
    try {
      StoreInspection inspection = StoreInspection.of(store);
      findings.ok(
          name
              + "is readable: "
              + inspection.instances()
              + " instances, "
              + inspection.totalsBytes()
              + " bytes of retained totals");
    } catch (IOException e) {
      findings.failure(name + "is not readable: " + Objects.requireNonNullElse(e.getMessage(), e));
    }
  }

  /** Writes a file whose name no instance has and no reader of the store looks at. */
  private static void write(Path directory, Findings findings) {
    try {
      Files.delete(Files.createTempFile(directory, ".check", ".tmp"));
      findings.ok("shared store (directory) is writable: " + directory);
    } catch (IOException e) {
      findings.failure("shared store (directory) is not writable: " + e);
    }
  }
}
