package io.github.servletexporter.it.operator.proxy;

import io.github.servletexporter.it.jetty.Ee10;
import io.github.servletexporter.it.jetty.JettyContainer;

class NginxOnJettyIT extends ProxyBehaviour {
  NginxOnJettyIT() {
    super(new JettyContainer("jetty", new Ee10()), Proxy::nginx);
  }
}
