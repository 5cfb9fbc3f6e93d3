package io.github.servletexporter.container.jetty;

import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Customizer that provides the address of the connection's peer with each request that has an
 * {@code X-Request-Start}. Adds itself to all connectors when the server starts. Thread-safe.
 */
final class PeerCustomizer implements HttpConfiguration.Customizer, LifeCycle.Listener {

  private static final String QUEUE_FIELD = "X-Request-Start";

  /** Request attribute in which the filter looks for the address of the peer. */
  private static final String PEER = "io.github.servletexporter.peer";

  @Override
  public void lifeCycleStarting(LifeCycle server) {
    for (Connector connector : ((Server) server).getConnectors()) {
      for (ConnectionFactory factory : connector.getConnectionFactories()) {
        if (factory instanceof HttpConfiguration.ConnectionFactory http) {
          addTo(http.getHttpConfiguration());
        }
      }
    }
  }

  private void addTo(HttpConfiguration configuration) {
    if (!configuration.getCustomizers().contains(this)) {
      configuration.addCustomizer(this);
    }
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    if (request.getHeaders().contains(QUEUE_FIELD)
        && request.getConnectionMetaData().getConnection().getEndPoint().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && peer.getAddress() != null) {
      request.setAttribute(PEER, peer.getAddress().getHostAddress());
    }
    return request;
  }
}
