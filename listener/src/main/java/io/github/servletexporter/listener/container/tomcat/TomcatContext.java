package io.github.servletexporter.listener.container.tomcat;

import jakarta.servlet.ServletContext;
import java.util.List;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.Service;
import org.apache.catalina.WebResourceRoot;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's objects of a web application, found through its resources. Tomcat provides them in each
 * ServletContext, embedded or not, with or without JMX, and however many Tomcats run in the JVM.
 *
 * @param context Tomcat's own context
 * @param service the service that the context belongs to
 */
record TomcatContext(Context context, Service service) {

  /**
   * The ServletContext attribute in which Tomcat stores the {@link WebResourceRoot}; applications
   * cannot change it.
   */
  static final String RESOURCES = "org.apache.catalina.resources";

  /** Returns null if the web application contains its own copy of Tomcat's classes. */
  static @Nullable TomcatContext of(ServletContext servletContext) {
    if (servletContext.getAttribute(RESOURCES) instanceof WebResourceRoot resources) {
      Service service = service(resources.getContext());
      return service == null ? null : new TomcatContext(resources.getContext(), service);
    }
    return null;
  }

  private static @Nullable Service service(Context context) {
    Container container = context;
    while (container != null && !(container instanceof Engine)) {
      container = container.getParent();
    }
    return container == null ? null : ((Engine) container).getService();
  }

  /**
   * Returns a context path in Tomcat's notation, {@code //host/path##version}: with the virtual
   * host unless it is the default one, and with the version if there is one.
   */
  String applicationName(String contextPath) {
    String version = context.getWebappVersion();
    String path = version == null || version.isEmpty() ? contextPath : contextPath + "##" + version;
    String host = context.getParent() == null ? null : context.getParent().getName();
    return host == null || host.equalsIgnoreCase(service.getContainer().getDefaultHost())
        ? path
        : "//" + host + path;
  }

  /** Returns the objects whose stop is the stop of the web application. */
  List<Lifecycle> stoppers() {
    Lifecycle server = service.getServer();
    return server == null ? List.of(context, service) : List.of(context, service, server);
  }
}
