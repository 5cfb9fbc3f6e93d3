package io.github.servletexporter.listener.container.jetty;

import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's objects of a web application, found through the object that Jetty provides as
 * ServletContext.
 *
 * @param contextHandler the ServletContextHandler; null if the context is not Jetty's own object
 * @param server the Server; null if there is no handler
 * @param executor the server's thread pool
 */
record JettyContext(
    @Nullable ForeignObject contextHandler,
    @Nullable ForeignObject server,
    @Nullable ForeignObject executor) {

  /** The ServletContext attribute in which Jetty stores the server's thread pool. */
  static final String EXECUTOR = "org.eclipse.jetty.server.Executor";

  static JettyContext of(ServletContext context) {
    ForeignObject handler = new ForeignObject(context).object("getContextHandler");
    ForeignObject server = handler == null ? null : handler.object("getServer");
    return new JettyContext(handler, server, ForeignObject.of(context.getAttribute(EXECUTOR)));
  }
}
