package io.github.servletexporter.it.standalone;

/** Hawtio on Jetty 12.1 with Jakarta EE 11. */
class HawtioOnJettyIT extends HawtioTest {
  @Override
  StandaloneServer start() {
    return JettyServer.start(JettyBase.of(ServerTest.home("jetty121.home"), "ee11"));
  }
}
