package io.github.servletexporter.listener.boot;

import io.github.servletexporter.base.LogText;
import java.util.Locale;

/** The kinds of components that a container starts. */
enum ComponentKind {
  /** Called for requests. */
  SERVLET,
  /** Called before servlets. */
  FILTER,
  /** Told of the application's start; it has no name but its class's. */
  LISTENER,
  /** A {@code ServletContainerInitializer}; it has no name but its class's. */
  INITIALIZER;

  /** What failed when all that is known is that something did. */
  static final String WEB_APPLICATION = "the web application";

  /** Returns how log lines call a component. */
  String named(String name) {
    return name().toLowerCase(Locale.ROOT) + " \"" + LogText.escaped(name) + '"';
  }
}
