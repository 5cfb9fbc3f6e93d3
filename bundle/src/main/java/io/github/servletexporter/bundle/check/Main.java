package io.github.servletexporter.bundle.check;

import java.io.PrintStream;
import java.util.List;

/**
 * The commands of the drop-in jar: {@code check --config FILE} tries a configuration on this
 * machine, {@code scrape URL} reads a scrape as a scraper would.
 */
public final class Main {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private static final String HELP =
      """
      usage: java -jar servlet-exporter.jar check [--config FILE]
                 reads the configuration as a web application on this machine would, and tries
                 its port, files and stores
             java -jar servlet-exporter.jar scrape [--header "NAME: VALUE"] URL
                 reads a scrape of ours and says what is wrong with it
      status: 0 when nothing failed, 1 when something did, 2 when this is printed""";

  private Main() {}

  /**
   * Runs a command and ends the process with 0 when nothing failed, 1 when something did, 2 when
   * the command line is not understood.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      Findings findings = findings(arguments);
      findings.print(out);
      return findings.hasFailed() ? FAILED : OK;
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println(HELP);
      return USAGE;
    }
  }

  private static Findings findings(List<String> arguments) throws UsageException {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    return switch (command) {
      case "check" -> ConfigCheck.run(rest);
      case "scrape" -> ScrapeCheck.run(rest);
      case "" -> throw new UsageException("no command");
      default -> throw new UsageException("unknown command " + command);
    };
  }
}
