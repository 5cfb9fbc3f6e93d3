package io.github.servletexporter.listener.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Configuration as a web application starts with it: a valid one, or what is left of an invalid one
 * that does not stop the start.
 *
 * @param config the valid configuration; if there are problems, the settings that none of them
 *     concerns, which say where our pages are and how requests are guarded
 * @param problems a sentence for each problem; empty if the configuration is valid
 * @param credentialsKnown whether no problem concerns the credentials for our pages; if one does,
 *     nobody may see what the pages contain
 */
public record LoadedConfig(Config config, List<String> problems, boolean credentialsKnown) {

  /** Copies the problems. */
  public LoadedConfig {
    problems = List.copyOf(problems);
  }

  /** Returns a valid configuration. */
  public static LoadedConfig valid(Config config) {
    return new LoadedConfig(config, List.of(), true);
  }

  /** Returns the configuration of which nothing could be read. */
  public static LoadedConfig unreadable(String problem) {
    return new LoadedConfig(Config.defaults(), List.of(problem), false);
  }

  /** Returns this configuration with another problem. */
  public LoadedConfig with(List<String> more) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(more);
    return new LoadedConfig(config, all, credentialsKnown);
  }

  /** Returns whether there are no problems. */
  public boolean isValid() {
    return problems.isEmpty();
  }

  /** Returns the problems as indented lines, limited in length. */
  public String lines() {
    return ConfigException.lines(problems);
  }
}
