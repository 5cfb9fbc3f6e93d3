package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What holds on every Tomcat. */
interface TomcatContracts extends StandaloneContracts {
  @Override
  TomcatServer start();

  @Test
  default void isReloadedTenTimesWithoutALeakThatTomcatFinds() {
    Path war = War.of(OkServlet.class).withBundle().build();
    try (TomcatServer tomcat = start()) {
      long others = tomcat.jvm().liveApplications();
      Web app = new Web(tomcat, "reloaded");
      tomcat.deploy("reloaded", war);

      try (Load load = Load.on(app)) {
        for (int i = 0; i < REDEPLOYS; i++) {
          load.awaitAnswer();
          assertThat(tomcat.manager("reload?path=/reloaded")).startsWith("OK - Reloaded");
        }
        load.awaitAnswer();
      }

      assertThat(tomcat.manager("findleaks?statusLine=true"))
          .startsWith("OK")
          .doesNotContain("/reloaded");
      assertThat(tomcat.jvm().liveApplications() - others).isOne();
      assertThat(tomcat.log()).noneMatch(line -> line.contains("memory leak"));
    }
  }
}
