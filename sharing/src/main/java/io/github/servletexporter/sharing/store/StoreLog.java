package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Log of everything that happens in a shared store and that an operator may have to act on.
 * Thread-safe.
 */
public final class StoreLog {

  private static final Logger LOGGER = System.getLogger(StoreLog.class.getName());
  private static final int MAX_DAMAGED = 200;
  private static final int MAX_SAME_NAMES = 20;

  private final WebApp webApp;
  private final String store;
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();
  private final Set<String> sameNames = ConcurrentHashMap.newKeySet();

  /**
   * Creates a log.
   *
   * @param store kind of store, such as {@code redis}
   */
  public StoreLog(WebApp webApp, String store) {
    this.webApp = webApp;
    this.store = store;
  }

  /** Logs an entry that cannot be used, once for each key and kind of damage. */
  public void damaged(String key, Damage damage) {
    if (damaged.size() < MAX_DAMAGED && damaged.add(key + damage.label())) {
      LOGGER.log(
          Level.WARNING,
          "{0}: entry in the shared store is skipped: entry={1}, reason={2}",
          webApp,
          LogText.escaped(key),
          damage.label());
    }
  }

  /** Logs that instances of two JVMs have the same name, once for each name. */
  public void sameName(String instance) {
    if (sameNames.size() < MAX_SAME_NAMES && sameNames.add(instance)) {
      LOGGER.log(
          Level.WARNING,
          "{0}: two running JVMs have the same instance name in the shared store, as those of two"
              + " containers of one pod do; totals are right, but of each series with the label"
              + " instance only one is shown; set different context paths, or use a store for each:"
              + " instance={1}",
          webApp,
          LogText.escaped(instance));
    }
  }

  /** Logs that an instance has ended without stopping, nearly in the words of Gunicorn. */
  public void uncleanExit(InstanceIdentity instance) {
    LOGGER.log(
        Level.ERROR,
        "{0}: process with pid {1} was terminated due to signal unknown (9 if it was killed or ran"
            + " out of memory): instance \"{2}\", started {3}, left no closing mark",
        webApp,
        Long.toString(instance.pid()),
        LogText.escaped(instance.instance()),
        Instant.ofEpochMilli(instance.startMillis()));
  }

  /** Logs the first of a series of failures to publish. */
  void publishingFails(Throwable failure) {
    LOGGER.log(
        Level.WARNING,
        "{0}: cannot publish to the shared store ({1}), retrying: {2}",
        webApp,
        store,
        LogText.escaped(failure));
  }

  /** Logs what is unsafe in the place of the store. */
  void unsafe(String warning) {
    LOGGER.log(Level.WARNING, webApp + ": " + warning);
  }

  /** Logs that publishing succeeds after a series of failures. */
  void publishingSucceeds() {
    LOGGER.log(
        Level.INFO, "{0}: publishing to the shared store ({1}) succeeds again", webApp, store);
  }

  /** Logs that dead instances cannot be folded now. */
  void foldingFails(Throwable failure) {
    LOGGER.log(
        Level.DEBUG,
        "{0}: cannot fold dead instances, retrying: {1}",
        webApp,
        LogText.escaped(failure));
  }

  /** Logs that the JVM cannot start the thread of the store now. */
  void noThread(Throwable failure) {
    LOGGER.log(
        Level.DEBUG,
        webApp + ": cannot start the thread of the shared store, retrying",
        LoggedFailure.of(failure));
  }
}
