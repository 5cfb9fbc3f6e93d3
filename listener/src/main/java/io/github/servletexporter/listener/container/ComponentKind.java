package io.github.servletexporter.listener.container;

import io.github.servletexporter.base.LogText;
import java.util.Locale;

/** Kind of a component that a container starts. */
public enum ComponentKind {
  /** A servlet. */
  SERVLET,
  /** A filter. */
  FILTER,
  /** A listener, which is identified by its class name. */
  LISTENER,
  /** A {@code ServletContainerInitializer}, which is identified by its class name. */
  INITIALIZER;

  /** The component to report when it is unknown which component has failed. */
  public static final String WEB_APPLICATION = "the web application";

  /** Returns a component of this kind as it is named in log lines. */
  public String named(String name) {
    return name().toLowerCase(Locale.ROOT) + " \"" + LogText.escaped(name) + '"';
  }
}
