package io.github.servletexporter.it.standalone;

/** Jetty 12.0 with Jakarta EE 10, the oldest line that is supported. */
class Jetty120IT extends ServerTest implements JettyContracts {
  @Override
  public JettyServer start() {
    return JettyServer.start(home("jetty120.home"), "ee10");
  }

  @Override
  public JettyServer startJavax() {
    return JettyServer.start(home("jetty120.home"), "ee8");
  }

  @Override
  public JettyServer startWithoutInitializers() {
    return JettyServer.startWithoutAnnotations(home("jetty120.home"), "ee10");
  }
}
