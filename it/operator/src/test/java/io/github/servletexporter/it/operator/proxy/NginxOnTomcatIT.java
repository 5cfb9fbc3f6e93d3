package io.github.servletexporter.it.operator.proxy;

import io.github.servletexporter.it.tomcat.TomcatContainer;

class NginxOnTomcatIT extends ProxyBehaviour {
  NginxOnTomcatIT() {
    super(new TomcatContainer("tomcat"), Proxy::nginx);
  }
}
