package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;

/** Names each member that has ended without saying so, in Gunicorn's words. Thread-safe. */
public final class ExitLog {

  private static final Logger LOGGER = System.getLogger(ExitLog.class.getName());

  private final WebApp webApp;

  public ExitLog(WebApp webApp) {
    this.webApp = webApp;
  }

  public void unclean(InstanceIdentity member) {
    LOGGER.log(
        Level.ERROR,
        "{0}: Worker with pid {1} was terminated due to signal unknown (9 if it was killed or ran"
            + " out of memory): \"{2}\" on {3}, started {4}, left no closing mark",
        webApp,
        Long.toString(member.pid()),
        LogText.escaped(member.contextPath()),
        LogText.escaped(member.host()),
        Instant.ofEpochMilli(member.startMillis()));
  }
}
