package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.status.StatusPages;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Notice of the pages in the application that need no credentials. */
final class OpenPages {

  private static final Logger LOGGER = System.getLogger(OpenPages.class.getName());

  private OpenPages() {}

  /** Logs where the pages are and how to protect them. */
  static void log(WebApp webApp, Config config) {
    if (PageSettings.needCredentials(config)) {
      return;
    }
    String path = config.get(ConfigKey.PATH);
    if (!path.isEmpty()) {
      LOGGER.log(
          Level.INFO,
          "{0}: metrics at {1}, open to everyone who can reach the application; set auth.* or port",
          webApp,
          webApp.contextPath() + path);
    }
    if (config.get(ConfigKey.STATUS) == PagePlace.APP) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the status page at {1} shows settings, routes and stack traces to everyone who can"
              + " reach the application; set auth.* or status=port",
          webApp,
          webApp.contextPath() + StatusPages.PATH);
    }
  }
}
