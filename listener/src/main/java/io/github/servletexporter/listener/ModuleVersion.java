package io.github.servletexporter.listener;

/** Which version of servlet-exporter this is. */
final class ModuleVersion {

  private ModuleVersion() {}

  /** Returns the version of the jar, {@code unknown} where classes are run without one. */
  static String present() {
    String version = ModuleVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
