/**
 * Sharing of metrics between the instances of an application.
 *
 * <p>Jedis is an optional requirement: only an application that shares a Redis needs it.
 */
// module: the listener is compiled later; requires-automatic: client_java and Jedis have no
// descriptors
@SuppressWarnings({"module", "requires-automatic"})
module io.github.servletexporter.sharing {
  requires io.github.servletexporter.filter;
  requires io.prometheus.metrics.model;
  requires java.management;
  requires static redis.clients.jedis;
  requires static org.jspecify;

  exports io.github.servletexporter.sharing to
      io.github.servletexporter.listener;
  exports io.github.servletexporter.sharing.model to
      io.github.servletexporter.listener;
  exports io.github.servletexporter.sharing.redis to
      io.github.servletexporter.listener;
}
