/**
 * Configuration, scrape, status page, supervision and life cycle of servlet-exporter in a web
 * application.
 *
 * <p>The servlet API is an optional requirement because the container provides it, see the module
 * {@code io.github.servletexporter.filter}. So is {@code jdk.management}, without which a worker
 * has no processor time and memory. Tomcat's classes are read from the class path: its embedded
 * module has packages of {@code jakarta.servlet} of its own, so no module can require both.
 */
// requires-automatic: client_java has no descriptors
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.github.servletexporter.listener {
  requires transitive io.github.servletexporter.filter;
  requires io.github.servletexporter.sharing;
  requires static transitive jakarta.servlet;
  requires static transitive org.jspecify;
  requires static jdk.management;
  requires java.logging;
  requires java.management;
  requires com.google.gson;
  requires io.prometheus.metrics.config;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.exporter.common;
  requires io.prometheus.metrics.instrumentation.jvm;
  requires io.prometheus.metrics.tracer.common;
  requires io.prometheus.metrics.tracer.initializer;

  exports io.github.servletexporter.listener;
  exports io.github.servletexporter.listener.boot;
  exports io.github.servletexporter.listener.config;
  exports io.github.servletexporter.listener.hook;

  uses io.github.servletexporter.filter.RouteProvider;
  uses io.github.servletexporter.listener.hook.LifecycleHook;
}
