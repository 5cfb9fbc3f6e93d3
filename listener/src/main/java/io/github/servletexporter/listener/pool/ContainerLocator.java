package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which container a web application runs in, by what the container leaves in the
 * ServletContext. Only the adapter that is asked for loads its container's classes.
 */
final class ContainerLocator {

  private static final Logger LOGGER = System.getLogger(ContainerLocator.class.getName());

  private ContainerLocator() {}

  static ContainerAdapter locate(ServletContext context, WebApp webApp) {
    String unknown = "is unknown";
    try {
      ContainerAdapter known = known(context, webApp);
      if (known != null) {
        return known;
      }
    } catch (RuntimeException | LinkageError e) {
      unknown = "can't be read (" + e + ")";
    }
    LOGGER.log(
        Level.INFO,
        "{0}: the container {1} {2}: its pools and connectors are not shown",
        webApp,
        context.getServerInfo(),
        unknown);
    return new UnknownContainer();
  }

  private static @Nullable ContainerAdapter known(ServletContext context, WebApp webApp) {
    if (context.getAttribute(TomcatContainer.MARK) != null) {
      return TomcatContainer.of(context, webApp);
    }
    if (context.getAttribute(JettyContainer.MARK) != null) {
      return JettyContainer.of(context, webApp);
    }
    return null;
  }

  /** Returns what stands behind the slash in {@code Apache Tomcat/11.0.26}. */
  static String version(ServletContext context) {
    String info = context.getServerInfo();
    return info == null ? "" : info.substring(info.indexOf('/') + 1);
  }
}
