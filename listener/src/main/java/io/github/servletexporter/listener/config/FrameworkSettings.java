package io.github.servletexporter.listener.config;

import java.util.Map;

/**
 * Settings that come from the configuration of a web framework.
 *
 * @param source name of their place in messages, such as that of a file and a line
 * @param values text by full key; a name that is not a key is reported as everywhere
 */
public record FrameworkSettings(String source, Map<String, String> values) {

  /** Copies the settings. */
  public FrameworkSettings {
    values = Map.copyOf(values);
  }
}
