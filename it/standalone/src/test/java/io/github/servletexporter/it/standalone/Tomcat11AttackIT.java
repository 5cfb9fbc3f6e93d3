package io.github.servletexporter.it.standalone;

import java.util.function.Consumer;

/** Tomcat 11 with its default settings. */
class Tomcat11AttackIT extends MetricsPortAttackTest {
  @Override
  StandaloneServer start(Consumer<ProcessBuilder> change) {
    return TomcatServer.start(TomcatBase.of(ServerTest.home("tomcat11.home")), change);
  }
}
