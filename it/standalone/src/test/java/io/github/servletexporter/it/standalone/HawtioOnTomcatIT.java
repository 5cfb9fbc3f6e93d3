package io.github.servletexporter.it.standalone;

/** Hawtio on Tomcat 11. */
class HawtioOnTomcatIT extends HawtioTest {
  @Override
  StandaloneServer start() {
    return TomcatServer.start(ServerTest.home("tomcat11.home"));
  }
}
