package io.github.servletexporter.listener.pool;

import org.jspecify.annotations.Nullable;

/**
 * A connector of the container at one moment. What the container does not tell is null.
 *
 * @param connector a label that stays the same over restarts, and is the connector's alone in its
 *     server
 * @param connections connections that are open
 * @param max how many connections there may be, null too when there is no limit
 */
public record ConnectorSnapshot(
    String connector, @Nullable Integer connections, @Nullable Integer max) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the label is empty or a number is negative
   */
  public ConnectorSnapshot {
    Checks.label(connector);
    Checks.notNegative("connections", connections);
    Checks.notNegative("max", max);
  }
}
