package io.github.servletexporter.it.operator.proxy;

import io.github.servletexporter.it.tomcat.TomcatContainer;

class HaproxyOnTomcatIT extends ProxyBehaviour {
  HaproxyOnTomcatIT() {
    super(new TomcatContainer("tomcat"), Proxy::haproxy);
  }
}
