package io.github.servletexporter.listener.boot;

import jakarta.servlet.ServletContext;

/**
 * What a container lets us see of the start of a web application. It reports to a {@link
 * StartReport} when the start has ended, and takes itself out of the container then.
 */
interface ContainerWatch extends AutoCloseable {

  /** Says that our listener was called to its end. */
  default void listenerCalled() {}

  /** Takes itself out of the container. May be repeated. */
  @Override
  void close();

  /** Returns the watch for the container that a context is of. */
  static ContainerWatch open(ServletContext context, boolean failFast, StartReport report) {
    try {
      if (context.getAttribute(TomcatContext.RESOURCES) != null) {
        return TomcatWatch.open(TomcatContext.of(context), failFast, report);
      }
      if (JettyContext.isJetty(context)) {
        return JettyWatch.open(JettyContext.of(context), failFast, report);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      report.unwatched(e);
    }
    return new UnknownContainer(context, report);
  }
}
