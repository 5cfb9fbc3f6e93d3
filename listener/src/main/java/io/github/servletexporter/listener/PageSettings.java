package io.github.servletexporter.listener;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.StatusPlace;

/** Answers of a configuration about the pages, which need none of their classes. */
final class PageSettings {

  private PageSettings() {}

  /** Returns whether there is a merged view, because the configuration names a shared store. */
  static boolean isShared(Config config) {
    return config.get(ConfigKey.REDIS_ENABLED) || config.find(ConfigKey.MULTIPROC_DIR).isPresent();
  }

  /** Returns whether the pages need credentials. */
  static boolean needCredentials(Config config) {
    return config.find(ConfigKey.AUTH_USER).isPresent()
        || config.find(ConfigKey.AUTH_TOKEN).isPresent();
  }

  /** Returns whether the metrics port uses TLS. */
  static boolean hasTls(Config config) {
    return config.find(ConfigKey.TLS_KEY_STORE).isPresent()
        || config.find(ConfigKey.TLS_CERTIFICATE).isPresent();
  }

  /** Returns whether the status page can be reached in any way. */
  static boolean showStatus(Config config) {
    StatusPlace place = config.get(ConfigKey.STATUS);
    return place == StatusPlace.APP
        || (place != StatusPlace.OFF && config.find(ConfigKey.PORT).isPresent());
  }

  /** Returns whether the status page is in the application for clients that have its key. */
  static boolean offersKey(Config config) {
    return config.get(ConfigKey.STATUS) == StatusPlace.AUTO
        && config.find(ConfigKey.PORT).isEmpty()
        && !config.get(ConfigKey.PATH).isEmpty()
        && !needCredentials(config);
  }

  /** Returns the path of the status page that needs a key, without a trailing slash. */
  static String keyedPath(Config config) {
    return config.get(ConfigKey.PATH) + "/status";
  }

  /** Returns whether anything is shown, or watched, before the first request of a page. */
  static boolean needPresentation(Config config) {
    return config.find(ConfigKey.PORT).isPresent()
        || showStatus(config)
        || isShared(config)
        || !config.files().isEmpty();
  }
}
