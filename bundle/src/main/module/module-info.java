/**
 * Drop-in jar of servlet-exporter: filter, listener and their relocated libraries.
 *
 * <p>Compiled against the shaded jar, because only there all packages are in one module. The
 * initializer for javax containers is found on the class path only: a descriptor cannot provide a
 * service of an API that is not there.
 */
module io.github.servletexporter {
  requires static transitive jakarta.servlet;
  requires static jdk.management;
  requires static jdk.unsupported;
  requires java.logging;
  requires java.management;

  exports io.github.servletexporter.filter;
  exports io.github.servletexporter.filter.setting;
  exports io.github.servletexporter.listener;
  exports io.github.servletexporter.listener.boot;
  exports io.github.servletexporter.listener.config;
  exports io.github.servletexporter.listener.hook;

  uses io.github.servletexporter.filter.RouteProvider;
  uses io.github.servletexporter.listener.hook.LifecycleHook;

  provides jakarta.servlet.ServletContainerInitializer with
      io.github.servletexporter.listener.ServletExporter;
}
