package io.github.servletexporter.listener.container.detection;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.UnknownAdapter;
import io.github.servletexporter.listener.container.jetty.JettyAdapter;
import io.github.servletexporter.listener.container.jetty.JettyOrigin;
import io.github.servletexporter.listener.container.tomcat.TomcatAdapter;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The containers with an adapter. A container is recognized by an attribute that it sets in every
 * ServletContext, and by the type of its value; only the adapter of that container is loaded.
 */
public final class KnownContainers {

  private static final Logger LOGGER = System.getLogger(KnownContainers.class.getName());

  private static final List<String> PACKAGES =
      List.of(TomcatAdapter.PACKAGES, JettyAdapter.PACKAGES);

  private KnownContainers() {}

  /**
   * Returns the adapter to the container of a web application; an {@link UnknownAdapter} if the
   * container is unknown or cannot be accessed.
   *
   * @param context the context, during the start of the application or later
   * @param webApp identifies the web application in log lines
   */
  public static ContainerAdapter detect(ServletContext context, WebApp webApp) {
    try {
      ContainerAdapter known = known(context, webApp);
      if (known != null) {
        warnOfOldVersion(known, webApp);
        return known;
      }
      LOGGER.log(
          Level.INFO,
          "{0}: unknown container; its pools and connectors are not shown; serverInfo={1}",
          webApp,
          LogText.escaped(context.getServerInfo()));
    } catch (RuntimeException | LinkageError e) {
      LOGGER.log(
          Level.WARNING,
          webApp
              + ": cannot access the container; its pools and connectors are not shown, and failures"
              + " of components during the start may remain undetected; serverInfo="
              + LogText.escaped(context.getServerInfo()),
          LoggedFailure.of(e));
    }
    return new UnknownAdapter(context);
  }

  private static void warnOfOldVersion(ContainerAdapter container, WebApp webApp) {
    MinimumVersion minimum =
        MinimumVersion.notReached(container.name(), container.version()).orElse(null);
    if (minimum != null) {
      LOGGER.log(
          Level.WARNING,
          "{0}: this version of the container has known vulnerabilities that let clients"
              + " smuggle requests, which the framing guard cannot prevent; update to"
              + " {1} or newer; container={2}, version={3}",
          webApp,
          minimum,
          container.name(),
          LogText.escaped(container.version()));
    }
  }

  private static @Nullable ContainerAdapter known(ServletContext context, WebApp webApp) {
    if (isA(TomcatAdapter.MARK_TYPE, context.getAttribute(TomcatAdapter.MARK))) {
      return TomcatAdapter.of(context, webApp, version(context));
    }
    if (context.getAttribute(JettyAdapter.MARK) != null) {
      return JettyAdapter.of(context, webApp, version(context));
    }
    return null;
  }

  /**
   * Returns whether an object implements an interface, which need not exist: servers with an old
   * fork of Tomcat store an object of a different type in the same attribute.
   */
  private static boolean isA(String interfaceName, @Nullable Object object) {
    Class<?> type = object == null ? null : object.getClass();
    while (type != null) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals(interfaceName)) {
          return true;
        }
      }
      type = type.getSuperclass();
    }
    return false;
  }

  /** Returns the text after the slash in, for example, {@code Apache Tomcat/11.0.27}. */
  private static String version(ServletContext context) {
    String info = context.getServerInfo();
    return info == null ? "" : info.substring(info.indexOf('/') + 1);
  }

  /** Returns whether a stack frame belongs to a known container. */
  public static boolean isFrame(StackTraceElement frame) {
    return PACKAGES.stream().anyMatch(frame.getClassName()::startsWith);
  }

  /**
   * Returns whether an exception stands for a class that a container could not load, although
   * neither its type nor its causes show that.
   */
  public static boolean isOfClassLoading(Throwable failure) {
    return JettyOrigin.isOfClassLoading(failure);
  }
}
