package io.github.servletexporter.listener.pool;

import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;

/** What the connectors of a Tomcat service say of themselves. */
final class TomcatConnectors {

  private TomcatConnectors() {}

  static List<ConnectorSnapshot> read(Service service) {
    List<ConnectorSnapshot> snapshots = new ArrayList<>();
    Labels labels = new Labels();
    for (Connector connector : service.findConnectors()) {
      snapshots.add(read(labels.unique(name(connector)), connector.getProtocolHandler()));
    }
    return snapshots;
  }

  /** Both numbers are -1 without a limit: Tomcat does not count connections then. */
  private static ConnectorSnapshot read(String label, ProtocolHandler handler) {
    if (handler instanceof AbstractProtocol<?> protocol) {
      return new ConnectorSnapshot(
          label,
          Checks.known(protocol.getConnectionCount()),
          Checks.known(protocol.getMaxConnections()));
    }
    return new ConnectorSnapshot(label, null, null);
  }

  /**
   * Returns the name of a connector that its threads bear too, as {@code http-nio-8080}. With port
   * 0 it is {@code http-nio-auto-1}: the port that Tomcat adds once it knows it is another one
   * after each start.
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
