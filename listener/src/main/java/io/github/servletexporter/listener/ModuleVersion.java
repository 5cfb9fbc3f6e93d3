package io.github.servletexporter.listener;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Version of servlet-exporter. */
final class ModuleVersion {

  private static final String RESOURCE = "version.txt";
  private static final int MAX_BYTES = 100;

  private ModuleVersion() {}

  /**
   * Returns the version, {@code unknown} if the build has not written it. It is read from a file
   * beside the class, because a directory of classes and a named module have no manifest.
   */
  static String present() {
    try (InputStream stream = ModuleVersion.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        return "unknown";
      }
      String version = new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
      return version.isEmpty() || version.startsWith("$") ? "unknown" : version;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
