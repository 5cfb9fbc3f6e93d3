package io.github.servletexporter.listener.container;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of a connector at one moment. Null stands for a number that the container does not
 * provide.
 *
 * @param connector the label, which is unique in the server and survives restarts
 * @param connections the number of open connections
 * @param max the maximum number of connections; also null if there is no limit
 */
public record ConnectorSnapshot(
    String connector, @Nullable Integer connections, @Nullable Integer max) {

  /**
   * Validates the values.
   *
   * @throws IllegalArgumentException if the label is empty or a number is negative
   */
  public ConnectorSnapshot {
    Numbers.checkLabel(connector);
    Numbers.checkNotNegative("connections", connections);
    Numbers.checkNotNegative("max", max);
  }
}
