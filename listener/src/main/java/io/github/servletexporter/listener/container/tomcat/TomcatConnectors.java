package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.Numbers;
import io.github.servletexporter.listener.container.UniqueLabels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;

/** Reader of the connectors of a Tomcat service. */
final class TomcatConnectors {

  private TomcatConnectors() {}

  static List<ConnectorSnapshot> read(Service service) {
    List<ConnectorSnapshot> snapshots = new ArrayList<>();
    labels(service)
        .forEach((connector, label) -> snapshots.add(read(label, connector.getProtocolHandler())));
    return snapshots;
  }

  /** Returns the labels of the connectors, in the order of the service. */
  static Map<Connector, String> labels(Service service) {
    Map<Connector, String> labels = new LinkedHashMap<>();
    UniqueLabels unique = new UniqueLabels();
    for (Connector connector : service.findConnectors()) {
      labels.put(connector, unique.unique(name(connector)));
    }
    return labels;
  }

  /** Both numbers are -1 without a limit, because Tomcat then does not count connections. */
  private static ConnectorSnapshot read(String label, ProtocolHandler handler) {
    if (handler instanceof AbstractProtocol<?> protocol) {
      return new ConnectorSnapshot(
          label,
          Numbers.known(protocol.getConnectionCount()),
          Numbers.known(protocol.getMaxConnections()));
    }
    return new ConnectorSnapshot(label, null, null);
  }

  /**
   * Returns the name of a connector, which is also the prefix of its threads' names, such as {@code
   * http-nio-8080}. With port 0 it is {@code http-nio-auto-1}, without the actual port that Tomcat
   * appends, because that changes at each start.
   */
  static String name(Connector connector) {
    if (!(connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol)) {
      return "connector-" + connector.getPort();
    }
    String name = ObjectName.unquote(protocol.getName());
    String boundPort = "-" + protocol.getLocalPort();
    return protocol.getPortWithOffset() == 0 && name.endsWith(boundPort)
        ? name.substring(0, name.length() - boundPort.length())
        : name;
  }
}
