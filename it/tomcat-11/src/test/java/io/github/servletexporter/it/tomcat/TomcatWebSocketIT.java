package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.WebSocketBehaviour;
import org.apache.tomcat.websocket.server.WsSci;

/** WebSockets on Tomcat. */
final class TomcatWebSocketIT extends WebSocketBehaviour {
  TomcatWebSocketIT() {
    super(new TomcatContainer("tomcat-11"), new WsSci());
  }
}
