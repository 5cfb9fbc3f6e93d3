package io.github.servletexporter.listener.pool;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.Service;
import org.apache.catalina.WebResourceRoot;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's objects of a web application, found through its resources: Tomcat leaves them in each
 * ServletContext, whether embedded or not, with or without JMX, and however many Tomcats there are
 * in the JVM.
 */
final class TomcatLookup {

  /** Tomcat's name of the attribute with the {@link WebResourceRoot}; a web app can't change it. */
  static final String RESOURCES = "org.apache.catalina.resources";

  private TomcatLookup() {}

  /** Returns Tomcat's side of a web application, or null when the context is not Tomcat's. */
  static @Nullable Context context(ServletContext context) {
    return context.getAttribute(RESOURCES) instanceof WebResourceRoot resources
        ? resources.getContext()
        : null;
  }

  /** Returns the service that a web application belongs to, or null when it belongs to none. */
  static @Nullable Service service(Context context) {
    Container container = context;
    while (container != null && !(container instanceof Engine)) {
      container = container.getParent();
    }
    return container == null ? null : ((Engine) container).getService();
  }

  /** Returns all whose end is the end of the web application: itself, its service, its server. */
  static List<Lifecycle> stoppers(Context context) {
    List<Lifecycle> stoppers = new ArrayList<>();
    stoppers.add(context);
    Service service = service(context);
    if (service != null) {
      stoppers.add(service);
      if (service.getServer() != null) {
        stoppers.add(service.getServer());
      }
    }
    return stoppers;
  }
}
