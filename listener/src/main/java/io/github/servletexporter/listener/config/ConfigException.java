package io.github.servletexporter.listener.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Invalid configuration, with everything that is wrong with it. */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_LINES = 50;
  private static final int MAX_CHARS = 16_000;

  private final List<String> problems;

  /**
   * Creates an exception.
   *
   * @param problems a sentence for each problem, with key, expectation, value and source
   */
  public ConfigException(List<String> problems) {
    super("servlet-exporter is not started:\n" + lines(problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns a sentence for each problem, with key, expectation, value and source. Never empty. */
  public List<String> problems() {
    return problems;
  }

  /** Returns problems as indented lines, limited in number and length. */
  static String lines(List<String> problems) {
    String lines =
        problems.stream().limit(MAX_LINES).map(each -> "  " + each).collect(joining("\n"));
    if (lines.length() > MAX_CHARS) {
      lines = lines.substring(0, MAX_CHARS) + "...";
    }
    int more = problems.size() - MAX_LINES;
    return more > 0 ? lines + "\n  and " + more + " more" : lines;
  }
}
