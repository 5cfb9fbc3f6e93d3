package io.github.servletexporter.listener.store;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts entries that can't be used, and names each in the log once. Thread-safe. */
final class DamageLog {

  private static final Logger LOGGER = System.getLogger(DamageLog.class.getName());
  private static final int MAX_NAMED = 200;

  private final WebApp webApp;
  private final StoreMetrics metrics;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  DamageLog(WebApp webApp, StoreMetrics metrics) {
    this.webApp = webApp;
    this.metrics = metrics;
  }

  void damaged(String key, Damage damage) {
    metrics.count(StoreMetrics.READ, damage.label());
    if (named.size() < MAX_NAMED && named.add(key + damage.label())) {
      LOGGER.log(
          Level.WARNING,
          "{0}: {1} in the shared store is skipped: {2}",
          webApp,
          LogText.escaped(key),
          damage.label());
    }
  }
}
