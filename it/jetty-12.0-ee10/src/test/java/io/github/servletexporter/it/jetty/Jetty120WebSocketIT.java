package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.behaviour.WebSocketBehaviour;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** WebSockets on the oldest Jetty that is supported. */
final class Jetty120WebSocketIT extends WebSocketBehaviour {
  Jetty120WebSocketIT() {
    super(
        new JettyContainer("jetty-12.0-ee10", new Ee10()),
        new JakartaWebSocketServletContainerInitializer());
  }
}
