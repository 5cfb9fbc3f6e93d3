package io.github.servletexporter.bundle.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a check has found, in order. Not thread-safe. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();

  /** How bad a finding is. */
  enum Severity {
    /** As it should be. */
    OK("ok"),
    /** Works, and is perhaps not meant so. */
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
   * @param severity how bad it is
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

  /** Prints a line for each, and one with their numbers. */
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
