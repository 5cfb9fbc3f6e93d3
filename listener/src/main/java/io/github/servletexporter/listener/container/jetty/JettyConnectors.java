package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.UniqueLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of the connectors of a Jetty server. */
final class JettyConnectors {

  private static final String LIMIT = "org.eclipse.jetty.server.ConnectionLimit";
  private static final String NETWORK_LIMIT = "org.eclipse.jetty.server.NetworkConnectionLimit";

  private JettyConnectors() {}

  static List<ConnectorSnapshot> read(ForeignObject server) {
    List<ConnectorSnapshot> snapshots = new ArrayList<>();
    labels(server).forEach((connector, label) -> snapshots.add(read(label, connector)));
    return snapshots;
  }

  private static ConnectorSnapshot read(String label, ForeignObject connector) {
    Integer connections =
        connector.get("getConnectedEndPoints") instanceof Collection<?> open ? open.size() : null;
    return new ConnectorSnapshot(label, connections, limit(connector));
  }

  /** Returns the labels of the connectors, in the order of the server. */
  static Map<ForeignObject, String> labels(ForeignObject server) {
    Map<ForeignObject, String> labels = new LinkedHashMap<>();
    UniqueLabels unique = new UniqueLabels();
    int number = 0;
    for (ForeignObject connector : server.elements("getConnectors")) {
      number++;
      labels.put(connector, unique.unique(name(connector, number)));
    }
    return labels;
  }

  /**
   * Returns the configured name, or else protocol and port, such as {@code http/1.1:8080}. With
   * port 0 it is {@code http/1.1:auto-1}, because the actual port changes at each start.
   *
   * @param number the position of the connector in the server, from 1
   */
  static String name(ForeignObject connector, int number) {
    String given = connector.text("getName");
    if (given != null && !given.isEmpty()) {
      return given;
    }
    String protocol =
        connector.get("getProtocols") instanceof List<?> protocols && !protocols.isEmpty()
            ? String.valueOf(protocols.get(0))
            : "connector";
    Integer port = connector.number("getPort");
    return protocol + ":" + (port == null || port == 0 ? "auto-" + number : port);
  }

  /** A limit is a bean of each of its connectors, and may apply to several connectors together. */
  private static @Nullable Integer limit(ForeignObject connector) {
    if (connector.get("getBeans") instanceof Collection<?> beans) {
      for (Object bean : beans) {
        ForeignObject limit = new ForeignObject(bean);
        if (limit.is(LIMIT) || limit.is(NETWORK_LIMIT)) {
          return limit.number("getMaxNetworkConnectionCount", "getMaxConnections");
        }
      }
    }
    return null;
  }
}
