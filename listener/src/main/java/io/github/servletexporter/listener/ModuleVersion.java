package io.github.servletexporter.listener;

/** Version of servlet-exporter. */
final class ModuleVersion {

  private ModuleVersion() {}

  /** Returns the version of the jar, {@code unknown} if the classes do not come from a jar. */
  static String present() {
    String version = ModuleVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
