package io.github.servletexporter.it.standalone;

import java.util.function.Consumer;

/** Jetty 12.1 with its default settings. */
class Jetty121AttackIT extends MetricsPortAttackTest {
  @Override
  StandaloneServer start(Consumer<ProcessBuilder> change) {
    return JettyServer.start(JettyBase.of(ServerTest.home("jetty121.home"), "ee11"), change);
  }
}
