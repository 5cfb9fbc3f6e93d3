package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.ResponseCounter;
import java.util.Map;
import org.apache.catalina.Service;
import org.apache.catalina.Valve;
import org.jspecify.annotations.Nullable;

/** Search for the valve of servlet-exporter-container that counts the responses of a service. */
final class TomcatResponses {

  private static final String VALVE =
      "io.github.servletexporter.container.tomcat.ResponseCountValve";

  private TomcatResponses() {}

  /** Returns the counter of a service, or null if its engine has no such valve. */
  static @Nullable ResponseCounter find(Service service) {
    for (Valve valve : service.getContainer().getPipeline().getValves()) {
      if (valve.getClass().getName().equals(VALVE)) {
        return new ResponseCounter(valve, Map.copyOf(TomcatConnectors.labels(service)));
      }
    }
    return null;
  }
}
