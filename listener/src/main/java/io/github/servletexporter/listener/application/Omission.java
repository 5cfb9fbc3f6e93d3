package io.github.servletexporter.listener.application;

import java.util.Locale;

/** Reason why a family of the application is left out (label {@code reason}). */
enum Omission {
  /** Another family has one of its names. */
  CLASH("another metric has its name; rename it"),
  /** It exceeds a limit on one series or on all of the application's metrics together. */
  LIMIT("it exceeds the limits on metrics of the application; reduce its series"),
  /** It cannot be copied into the metric model of servlet-exporter. */
  INVALID("it cannot be exposed");

  private final String consequence;

  Omission(String consequence) {
    this.consequence = consequence;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the cause and the remedy, as the end of a log line. */
  String explanation() {
    return consequence;
  }
}
