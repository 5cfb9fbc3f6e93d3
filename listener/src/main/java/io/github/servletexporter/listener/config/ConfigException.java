package io.github.servletexporter.listener.config;

import java.util.List;

/** Everything that is wrong with the configuration, at once. */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * Creates an exception.
   *
   * @param problems a sentence for each: key, expectation, value, source
   */
  public ConfigException(List<String> problems) {
    super("servlet-exporter is not started:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns a sentence for each problem: key, expectation, value, source. Never empty. */
  public List<String> problems() {
    return problems;
  }
}
