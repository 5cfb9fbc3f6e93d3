package io.github.servletexporter.it.standalone;

import java.util.List;

/** Options of every server's JVM. */
final class JvmOptions {
  private static final String VARIABLE = "IO_PROMETHEUS_SETTING_OF_THE_APPLICATION";

  /**
   * Every collection clears soft references, so that a softly reachable object does not look like a
   * leak. The last option is a setting that is unknown to the Prometheus library, which makes the
   * library fail: an application's own copy may be another version whose settings must not affect
   * the drop-in jar.
   */
  static final List<String> LIST =
      List.of(
          "-Xmx256m",
          "-XX:SoftRefLRUPolicyMSPerMB=0",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Duser.language=en",
          "-Dio.prometheus.setting.of.the.application=1");

  private JvmOptions() {}

  /** Adds the same foreign setting as an environment variable. */
  static void addEnvironment(ProcessBuilder builder) {
    builder.environment().put(VARIABLE, "1");
  }

  /** Removes it again, for a server in which another program uses the Prometheus library. */
  static void removeEnvironment(ProcessBuilder builder) {
    builder.environment().remove(VARIABLE);
  }
}
