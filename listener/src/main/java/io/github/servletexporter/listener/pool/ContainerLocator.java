package io.github.servletexporter.listener.pool;

import io.github.servletexporter.filter.WebApp;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Finds out which container a web application runs in. */
final class ContainerLocator {

  private static final Logger LOGGER = System.getLogger(ContainerLocator.class.getName());

  private ContainerLocator() {}

  static ContainerAdapter locate(ServletContext context, WebApp webApp) {
    LOGGER.log(
        Level.INFO,
        "{0}: the container {1} is unknown: its pools and connectors are not shown",
        webApp,
        context.getServerInfo());
    return new UnknownContainer();
  }
}
