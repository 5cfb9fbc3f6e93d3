package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.behaviour.WebSocketBehaviour;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** WebSockets on Jetty. */
final class JettyWebSocketIT extends WebSocketBehaviour {
  JettyWebSocketIT() {
    super(
        new JettyContainer("jetty-12.1-ee11", new Ee11()),
        new JakartaWebSocketServletContainerInitializer());
  }
}
