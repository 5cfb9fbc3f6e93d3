package io.github.servletexporter.listener.pool;

import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's objects of a web application, found from the object that Jetty gives it as
 * ServletContext. A web application of a standalone Jetty can't see their classes, but may call
 * their public methods.
 *
 * @param contextHandler the ServletContextHandler, null when the context is not its own
 * @param server the Server, null when there is no handler
 * @param executor the server's thread pool
 */
record JettyLookup(
    @Nullable ForeignObject contextHandler,
    @Nullable ForeignObject server,
    @Nullable ForeignObject executor) {

  /** Jetty's name of the attribute with the server's thread pool. */
  static final String EXECUTOR = "org.eclipse.jetty.server.Executor";

  static JettyLookup of(ServletContext context) {
    ForeignObject scope = new ForeignObject(context).object("getContext");
    ForeignObject handler = scope == null ? null : scope.object("getServletContextHandler");
    ForeignObject server = handler == null ? null : handler.object("getServer");
    return new JettyLookup(handler, server, ForeignObject.of(context.getAttribute(EXECUTOR)));
  }
}
