package io.github.servletexporter.it.standalone;

/** Jetty 12.1 with Jakarta EE 11, the newest line. */
class Jetty121IT extends ServerTest implements JettyContracts {
  @Override
  public JettyServer start() {
    return JettyServer.start(home("jetty121.home"), "ee11");
  }

  @Override
  public JettyServer startJavax() {
    return JettyServer.start(home("jetty121.home"), "ee8");
  }

  @Override
  public JettyServer startWithoutInitializers() {
    return JettyServer.startWithoutAnnotations(home("jetty121.home"), "ee11");
  }
}
