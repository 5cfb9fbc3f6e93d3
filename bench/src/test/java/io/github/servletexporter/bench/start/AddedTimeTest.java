package io.github.servletexporter.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.bench.start.AddedTime.Starts;
import org.junit.jupiter.api.Test;

class AddedTimeTest {
  @Test
  void separatesTheFirstApplicationFromTheFurtherOnes() {
    AddedTime added = AddedTime.of("Tomcat", new Starts(1_000, 1_500), new Starts(1_100, 1_850), 6);

    assertThat(added).isEqualTo(new AddedTime("Tomcat", 100, 50));
    assertThat(added.isMet()).isTrue();
    assertThat(added)
        .hasToString(
            "PASS  Tomcat: the jar adds 100 ms to the first application (at most 100 ms) and 50 ms to"
                + " each further one (at most 50 ms)");
  }

  @Test
  void missesTheGoalWithOneOfTheTwo() {
    assertThat(new AddedTime("Jetty", 101, 50).isMet()).isFalse();
    assertThat(new AddedTime("Jetty", 100, 51).isMet()).isFalse();
  }

  @Test
  void readsTheDurationInTheLogOfEachServer() {
    String tomcat =
        "28-Nov-2026 22:18:04.470 INFO [main] org.apache.catalina.startup.Catalina.start Server"
            + " startup in [1449] milliseconds";
    String jetty =
        "2026-11-28 22:18:04.470:INFO :oejs.Server:main: Started"
            + " oejs.Server@6073f712{STARTING}[12.1.12,sto=5000] @1687ms";

    assertThat(StandaloneServer.TOMCAT.startMillis(tomcat)).hasValue(1449);
    assertThat(StandaloneServer.JETTY.startMillis(jetty)).hasValue(1687);
    assertThat(StandaloneServer.JETTY.startMillis(tomcat)).isEmpty();
  }
}
