package io.github.servletexporter.bundle.check;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Command line of the drop-in jar: {@code check --config FILE} tests a configuration. */
public final class Main {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private static final String CONFIG = "--config";

  private static final String HELP =
      """
      usage: java -jar servlet-exporter-bundle-<version>.jar check [--config FILE]

      Tests a configuration on this machine: reads it as a web application would, then tries the
      metrics port, the key stores, the error log and the shared store, and releases them again.

        --config FILE  properties file to read, as with -Dservlet-exporter.config-file=FILE
        -h, --help     print this text
        --version      print the version

      exit status: 0 if every test succeeds, 1 if one fails, 2 if the command line is not valid""";

  private Main() {}

  /**
   * Runs a command and ends the process.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(HELP);
      return OK;
    }
    if (arguments.contains("--version")) {
      out.println("servlet-exporter " + version());
      return OK;
    }
    try {
      Findings findings = ConfigCheck.run(file(arguments));
      findings.print(out);
      return findings.hasFailed() ? FAILED : OK;
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println(HELP);
      return USAGE;
    }
  }

  /** Returns the file of the command {@code check}, null if none is given. */
  private static @Nullable String file(List<String> arguments) throws UsageException {
    if (arguments.isEmpty()) {
      throw new UsageException("no command");
    }
    if (!arguments.get(0).equals("check")) {
      throw new UsageException("unknown command " + arguments.get(0));
    }
    if (arguments.size() == 1) {
      return null;
    }
    if (!arguments.get(1).equals(CONFIG)) {
      throw new UsageException("unknown option " + arguments.get(1));
    }
    if (arguments.size() == 2) {
      throw new UsageException("option " + CONFIG + " needs a file");
    }
    if (arguments.size() > 3) {
      throw new UsageException("unexpected argument " + arguments.get(3));
    }
    return arguments.get(2);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "(unknown version)");
  }
}
