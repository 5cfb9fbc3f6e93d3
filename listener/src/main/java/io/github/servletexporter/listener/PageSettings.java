package io.github.servletexporter.listener;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;

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
    PagePlace place = config.get(ConfigKey.STATUS);
    return place == PagePlace.APP
        || (place == PagePlace.PORT && config.find(ConfigKey.PORT).isPresent());
  }

  /** Returns whether anything is shown, or watched, before the first request of a page. */
  static boolean needPresentation(Config config) {
    return config.find(ConfigKey.PORT).isPresent()
        || showStatus(config)
        || isShared(config)
        || !config.files().isEmpty();
  }
}
