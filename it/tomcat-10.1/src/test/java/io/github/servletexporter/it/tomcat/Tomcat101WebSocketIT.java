package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.WebSocketBehaviour;
import org.apache.tomcat.websocket.server.WsSci;

/** WebSockets on the newest Tomcat 10.1. */
final class Tomcat101WebSocketIT extends WebSocketBehaviour {
  Tomcat101WebSocketIT() {
    super(new TomcatContainer("tomcat-10.1"), new WsSci());
  }
}
