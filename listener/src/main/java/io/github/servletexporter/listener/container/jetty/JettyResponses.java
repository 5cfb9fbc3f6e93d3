package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.ResponseCounter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Search for the request log of servlet-exporter-container that counts a server's responses. */
final class JettyResponses {

  private static final String LOG = "io.github.servletexporter.container.jetty.ResponseCountLog";

  private JettyResponses() {}

  /** Returns the counter of a server, or null if it has no such bean. */
  static @Nullable ResponseCounter find(ForeignObject server) {
    if (server.get("getBeans") instanceof Collection<?> beans) {
      for (Object bean : beans) {
        if (bean.getClass().getName().equals(LOG)) {
          Map<Object, String> labels = new HashMap<>();
          JettyConnectors.labels(server)
              .forEach((connector, label) -> labels.put(connector.target(), label));
          return new ResponseCounter(bean, labels);
        }
      }
    }
    return null;
  }
}
