package io.github.servletexporter.it.standalone;

import java.util.List;

/** What every server's process is started with. */
final class JvmOptions {
  /**
   * Soft references go at every collection, so that one that is only softly reachable does not pass
   * for a leak. The last one is a setting of the Prometheus library that the library does not know,
   * which stops it: an application's own copy may be another version, and its settings are none of
   * the drop-in jar's business.
   */
  static final List<String> LIST =
      List.of(
          "-Xmx256m",
          "-XX:SoftRefLRUPolicyMSPerMB=0",
          "-XX:TieredStopAtLevel=1",
          "-Duser.language=en",
          "-Dio.prometheus.setting.of.the.application=1");

  private JvmOptions() {}

  /** The same foreign setting as an environment variable. */
  static void addEnvironment(ProcessBuilder builder) {
    builder.environment().put("IO_PROMETHEUS_SETTING_OF_THE_APPLICATION", "1");
  }
}
