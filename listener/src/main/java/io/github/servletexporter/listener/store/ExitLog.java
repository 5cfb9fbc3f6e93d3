package io.github.servletexporter.listener.store;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;

/** Names each member that has ended without saying so, in Gunicorn's words. Thread-safe. */
final class ExitLog {

  private static final Logger LOGGER = System.getLogger(ExitLog.class.getName());

  private final WebApp webApp;

  ExitLog(WebApp webApp) {
    this.webApp = webApp;
  }

  void unclean(MemberIdentity member) {
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
