package io.github.servletexporter.it.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An embedded Jetty whose libraries are on the module path: with the modules, with and without the
 * optional modules of the JDK, and with the drop-in jar in place of the modules.
 */
class ModulePathIT {

  private static final String JETTY = ",org.eclipse.jetty.ee10.servlet";
  private static final String ROOTS = "io.github.servletexporter.listener" + JETTY;

  private static final Pattern BUNDLE = Pattern.compile("servlet-exporter-bundle-[^/]*$");
  private static final Pattern MODULES =
      Pattern.compile("(servlet-exporter-(?!bundle)|prometheus-metrics-|gson-)[^/]*$");

  @Test
  void startsOnTheModulePath() throws Exception {
    String output = run(BUNDLE, "--add-modules", ROOTS);

    assertThat(output)
        .contains("module io.github.servletexporter.listener")
        .contains("application: 200", "scrape: 200", "metrics port: 200")
        .contains("servlet_metrics_server_up 1.0");
  }

  @Test
  void startsWithoutOptionalModulesOfTheJdk() throws Exception {
    String output = run(BUNDLE, "--add-modules", ROOTS, "--limit-modules", ROOTS);

    assertThat(output)
        .contains("module io.github.servletexporter.listener")
        .contains("application: 200", "scrape: 200", "metrics port: 200")
        .contains("servlet_metrics_server_up 1.0");
  }

  @Test
  void startsWithTheDropInJarOnTheModulePath() throws Exception {
    String output = run(MODULES, "--add-modules", "io.github.servletexporter" + JETTY);

    assertThat(output)
        .contains("module io.github.servletexporter\n")
        .contains("application: 200", "scrape: 200", "metrics port: 200")
        .contains("servlet_metrics_server_up 1.0");
  }

  /**
   * Runs the application.
   *
   * @param left jars of the test's class path that are left out of the module path
   * @param options further options of the JVM
   */
  private static String run(Pattern left, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-p", modulePath(left)));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", ownClasses(), ModularApp.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Returns the jars of this test's class path; the libraries of the test itself do no harm. */
  private static String modulePath(Pattern left) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !left.matcher(entry).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String ownClasses() throws Exception {
    return Path.of(ModularApp.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
