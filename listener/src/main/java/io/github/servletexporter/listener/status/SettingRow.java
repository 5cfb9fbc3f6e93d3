package io.github.servletexporter.listener.status;

import java.util.Objects;

/**
 * A setting, as the status page shows it.
 *
 * @param key its key
 * @param value its effective value; a secret's is masked already
 * @param source where the value comes from
 */
public record SettingRow(String key, String value, String source) {

  /**
   * Checks that nothing is null.
   *
   * @throws NullPointerException if anything is
   */
  public SettingRow {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(source, "source");
  }
}
