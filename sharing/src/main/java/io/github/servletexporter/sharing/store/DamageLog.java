package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Damage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts entries that can't be used, and names each in the log once. Thread-safe. */
public final class DamageLog {

  private static final Logger LOGGER = System.getLogger(DamageLog.class.getName());
  private static final int MAX_NAMED = 200;

  private final WebApp webApp;
  private final StoreMetrics metrics;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  public DamageLog(WebApp webApp, StoreMetrics metrics) {
    this.webApp = webApp;
    this.metrics = metrics;
  }

  public void damaged(String key, Damage damage) {
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
