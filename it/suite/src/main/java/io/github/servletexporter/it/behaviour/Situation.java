package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container.Family;
import java.io.EOFException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something that can happen to a request: a row of docs/behaviour.md.
 *
 * @param name what happens, as the row says it
 * @param families where it can happen
 * @param probe makes it happen once
 */
record Situation(String name, Set<Family> families, Probe probe) {
  /** On the wire: no answer, because the client had left. */
  static final String NO_ANSWER = "–";

  /** On the wire: not a byte before the server closed the connection. */
  static final String CLOSED = "closed";

  static Situation of(String name, Probe probe) {
    return new Situation(name, EnumSet.allOf(Family.class), probe);
  }

  /** A situation whose outcome on the wire is the status of one response. */
  static Situation answered(String name, Exchange exchange) {
    return of(
        name,
        stage -> {
          try {
            return wire(exchange.perform(stage));
          } catch (EOFException e) {
            return CLOSED;
          }
        });
  }

  Situation only(Family family) {
    return new Situation(name, EnumSet.of(family), probe);
  }

  static String wire(WireResponse response) {
    return response.status() + (response.complete() ? "" : " cut");
  }

  @Override
  public String toString() {
    return name;
  }

  /** Makes the situation happen and says what the client saw. */
  @FunctionalInterface
  interface Probe {
    String perform(Stage stage) throws Exception;
  }

  /** Sends one request and reads its response. */
  @FunctionalInterface
  interface Exchange {
    WireResponse perform(Stage stage) throws Exception;
  }
}
