package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container.Family;
import java.io.EOFException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Situation that a request can get into: a row of docs/behaviour.md.
 *
 * @param name the text of the row
 * @param families the containers on which it can occur
 * @param probe the probe that makes it happen once
 */
record Situation(String name, Set<Family> families, Probe probe) {
  /** Wire outcome of a request whose client disconnected before the answer. */
  static final String NO_ANSWER = "–";

  /** Wire outcome of a connection that the server closed without an answer. */
  static final String CLOSED = "closed";

  static Situation of(String name, Probe probe) {
    return new Situation(name, EnumSet.allOf(Family.class), probe);
  }

  /** Returns a situation whose outcome on the wire is the status of one response. */
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

  /** Probe that makes the situation happen and returns the outcome on the wire. */
  @FunctionalInterface
  interface Probe {
    String perform(Stage stage) throws Exception;
  }

  /** Exchange of one request and its response. */
  @FunctionalInterface
  interface Exchange {
    WireResponse perform(Stage stage) throws Exception;
  }
}
