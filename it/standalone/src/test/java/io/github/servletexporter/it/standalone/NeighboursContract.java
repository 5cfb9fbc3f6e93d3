package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Two applications in one container, each with the jar. */
interface NeighboursContract extends OnServer {
  @Test
  @OwnServer
  default void countEachTheirOwnAndShareTheMetricsOfTheProcess() {
    Path war = War.of(OkServlet.class).withBundle().build();
    try (StandaloneServer server = start()) {
      Web one = new Web(server, "one");
      Web two = new Web(server, "two");
      server.deploy("one", war);
      server.deploy("two", war);
      one.text("/ok");
      two.text("/ok");
      two.text("/ok");

      Scrape ofOne = one.scrape();
      Scrape ofTwo = two.scrape();

      assertThat(ofOne.requests("/one/ok")).isOne();
      assertThat(ofOne.text()).doesNotContain("\"/two/");
      assertThat(ofTwo.requests("/two/ok")).isEqualTo(2);
      assertThat(ofTwo.text()).doesNotContain("\"/one/");
      assertThat(ofOne.hasFamily("jvm_")).isTrue();
      assertThat(ofTwo.hasFamily("jvm_")).as("a second time").isFalse();

      server.undeploy("one");

      assertThat(two.scrape().hasFamily("jvm_")).as("after the first has gone").isTrue();
    }
  }
}
