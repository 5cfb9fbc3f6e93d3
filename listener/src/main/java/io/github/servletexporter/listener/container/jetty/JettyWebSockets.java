package io.github.servletexporter.listener.container.jetty;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Jetty's implementations of WebSocket in a web application: Jakarta's and Jetty's own. */
final class JettyWebSockets {

  /** Request attribute in which Jetty leaves the path of the endpoint. */
  private static final String MATCHED_PATH = "org.eclipse.jetty.http.pathmap.PathSpec";

  /** End of the names of the context attributes that hold Jetty's own containers. */
  private static final String OWN_CONTAINER = ".JettyWebSocketServerContainer";

  private JettyWebSockets() {}

  /** Returns the number of open connections, or null if the application has no WebSockets. */
  static @Nullable Integer open(ServletContext context, String jakartaContainer) {
    Integer open = connections(context.getAttribute(jakartaContainer));
    Enumeration<String> names = context.getAttributeNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Integer more = name.endsWith(OWN_CONTAINER) ? connections(context.getAttribute(name)) : null;
      if (more != null) {
        open = open == null ? more : open + more;
      }
    }
    return open;
  }

  /** Returns the path template of the endpoint that a request has been upgraded to, or null. */
  static @Nullable String route(HttpServletRequest request) {
    ForeignObject path = ForeignObject.of(request.getAttribute(MATCHED_PATH));
    return path == null ? null : path.text("getDeclaration");
  }

  private static @Nullable Integer connections(@Nullable Object container) {
    return container != null
            && new ForeignObject(container).get("getOpenSessions") instanceof Collection<?> open
        ? open.size()
        : null;
  }
}
