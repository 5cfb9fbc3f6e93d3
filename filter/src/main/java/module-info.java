/**
 * Servlet filter that measures requests and refuses those whose message framing is ambiguous.
 *
 * <p>The servlet API is an optional requirement because the container provides it: as the module
 * {@code jakarta.servlet} with Jetty, or as part of {@code org.apache.tomcat.embed.core}, which the
 * application then has to make readable with {@code --add-reads}.
 */
// module: sharing and listener are compiled later; requires-automatic: client_java has no
// descriptors
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.github.servletexporter.filter {
  requires static transitive jakarta.servlet;
  requires static transitive org.jspecify;
  requires transitive io.prometheus.metrics.model;

  exports io.github.servletexporter.filter;
  exports io.github.servletexporter.filter.setting;
  exports io.github.servletexporter.base to
      io.github.servletexporter.sharing,
      io.github.servletexporter.listener;
  exports io.github.servletexporter.filter.request to
      io.github.servletexporter.listener;
  exports io.github.servletexporter.filter.guard to
      io.github.servletexporter.listener;
  exports io.github.servletexporter.filter.meter to
      io.github.servletexporter.sharing,
      io.github.servletexporter.listener;
  exports io.github.servletexporter.filter.failure to
      io.github.servletexporter.listener;
  exports io.github.servletexporter.filter.route to
      io.github.servletexporter.listener;
  exports io.github.servletexporter.filter.worker to
      io.github.servletexporter.listener;
}
