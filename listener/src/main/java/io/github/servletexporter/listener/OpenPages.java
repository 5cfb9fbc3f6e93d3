package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.StatusPlace;
import io.github.servletexporter.listener.endpoint.PageKey;
import io.github.servletexporter.listener.status.StatusPages;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Notice of the pages in the application that need no credentials. */
final class OpenPages {

  private static final Logger LOGGER = System.getLogger(OpenPages.class.getName());

  private OpenPages() {}

  /**
   * Logs the addresses of the pages and how to protect them.
   *
   * @param key key of the status page, or null if it has none
   */
  static void log(WebApp webApp, Config config, @Nullable PageKey key) {
    if (PageSettings.needCredentials(config)) {
      return;
    }
    String path = config.get(ConfigKey.PATH);
    if (key != null) {
      LOGGER.log(
          Level.INFO,
          "{0}: metrics at {1}, open to everyone who can reach the application; status at"
              + " {2}#key={3}, whose key is valid until the application stops; set auth.* or port",
          webApp,
          webApp.contextPath() + path,
          webApp.contextPath() + PageSettings.keyedPath(config),
          key.text());
    } else if (!path.isEmpty()) {
      LOGGER.log(
          Level.INFO,
          "{0}: metrics at {1}, open to everyone who can reach the application; set auth.* or port",
          webApp,
          webApp.contextPath() + path);
    }
    if (config.get(ConfigKey.STATUS) == StatusPlace.APP) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the status page at {1} shows settings, routes and stack traces to everyone who can"
              + " reach the application; set auth.* or status=port",
          webApp,
          webApp.contextPath() + StatusPages.PATH);
    }
  }
}
