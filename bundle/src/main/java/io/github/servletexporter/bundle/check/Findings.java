package io.github.servletexporter.bundle.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Results of a test of a configuration, in order. Not thread-safe. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();

  /** Severity of a finding. */
  enum Severity {
    /** Works. */
    OK("ok"),
    /** Works, but is probably a mistake. */
    WARNING("warn"),
    /** Does not work. */
    FAILURE("FAIL");

    private final String label;

    Severity(String label) {
      this.label = label;
    }
  }

  /**
   * One finding.
   *
   * @param severity its severity
   * @param text a sentence
   */
  record Finding(Severity severity, String text) {}

  void ok(String text) {
    all.add(new Finding(Severity.OK, text));
  }

  void warning(String text) {
    all.add(new Finding(Severity.WARNING, text));
  }

  void failure(String text) {
    all.add(new Finding(Severity.FAILURE, text));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  boolean hasFailed() {
    return all.stream().anyMatch(finding -> finding.severity() == Severity.FAILURE);
  }

  /** Prints a line for each finding, and one with their numbers. */
  void print(PrintStream out) {
    for (Finding finding : all) {
      out.printf("%-5s %s%n", finding.severity().label, finding.text());
    }
    out.printf("%d failed, %d warnings%n", count(Severity.FAILURE), count(Severity.WARNING));
  }

  private long count(Severity severity) {
    return all.stream().filter(finding -> finding.severity() == severity).count();
  }
}
