package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.WebSocketBehaviour;
import org.apache.tomcat.websocket.server.WsSci;

/** WebSockets on the oldest Tomcat that is supported. */
final class Tomcat101OldestWebSocketIT extends WebSocketBehaviour {
  Tomcat101OldestWebSocketIT() {
    super(new TomcatContainer("tomcat-10.1-oldest"), new WsSci());
  }
}
