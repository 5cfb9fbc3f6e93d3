package io.github.servletexporter.listener.config;

import java.util.List;

/** Invalid configuration, with everything that is wrong with it. */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * Creates an exception.
   *
   * @param problems a sentence for each problem, with key, expectation, value and source
   */
  public ConfigException(List<String> problems) {
    super("servlet-exporter is not started:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns a sentence for each problem, with key, expectation, value and source. Never empty. */
  public List<String> problems() {
    return problems;
  }
}
