/**
 * Thread pools for Tomcat and Jetty that recycle their workers, and counters of all responses.
 *
 * <p>Both containers are optional requirements, because a server has one of them.
 */
module io.github.servletexporter.container {
  requires java.management;
  requires static transitive org.jspecify;
  requires static transitive org.apache.tomcat.embed.core;
  requires static transitive org.eclipse.jetty.server;
  requires static transitive org.eclipse.jetty.util;

  exports io.github.servletexporter.container;
  exports io.github.servletexporter.container.jetty;
  exports io.github.servletexporter.container.port;
  exports io.github.servletexporter.container.tomcat;
}
