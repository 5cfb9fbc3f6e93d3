package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.app.Broken;
import io.github.servletexporter.it.app.Broken.Way;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.Container.Family;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.listener.boot.BootStage;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.UnavailableException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * A component that fails to boot is reported by name, stage and root cause, even if the container
 * lets the application run, as Tomcat does when a servlet fails.
 */
abstract class BootBehaviour {
  private static final Config FAIL_FAST = Config.builder().set(ConfigKey.FAIL_FAST, true).build();

  private final Container container;

  BootBehaviour(Container container) {
    this.container = container;
  }

  @Test
  void knowsAServletThatFailsToInitialise() throws Exception {
    Attempt attempt = attempt(Broken.servlet(Way.FAIL));

    assertThat(attempt.failure().component()).isEqualTo("servlet \"broken\"");
    assertThat(attempt.failure().stage()).isEqualTo(BootStage.INIT);
    assertThat(attempt.failure().rootCause())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
    assertThat(attempt.runs()).isEqualTo(container.family() == Family.TOMCAT);
    assertThat(attempt.count("init")).isEqualTo(attempt.runs() ? 1 : 0);
    assertThat(attempt.exitStatus()).isEqualTo(3);
  }

  @Test
  void knowsAServletThatCannotBeLinked() throws Exception {
    Attempt attempt = attempt(Broken.servlet(Way.LINK));

    assertThat(attempt.failure().component()).isEqualTo("servlet \"broken\"");
    assertThat(attempt.failure().stage()).isEqualTo(BootStage.LOAD);
    assertThat(attempt.exitStatus()).isEqualTo(4);
  }

  @Test
  void knowsAFilterThatFails() throws Exception {
    Attempt attempt = attempt(Broken.filter(Way.FAIL));

    assertThat(attempt.failure().component()).isEqualTo("filter \"broken\"");
    assertThat(attempt.failure().rootCause()).hasMessage("no database");
    assertThat(attempt.runs()).isFalse();
  }

  @Test
  void knowsAListenerThatFails() throws Exception {
    Attempt attempt = attempt(Broken.listener());

    assertThat(attempt.failure().component()).isEqualTo("listener \"" + Broken.LISTENER + "\"");
    assertThat(attempt.failure().rootCause()).hasMessage("no network");
    assertThat(attempt.runs()).isFalse();
  }

  @Test
  void countsAServletThatIsUnavailable() throws Exception {
    Attempt attempt = attempt(Broken.servlet(Way.BE_UNAVAILABLE));

    assertThat(attempt.failure().rootCause()).isInstanceOf(UnavailableException.class);
    assertThat(attempt.runs()).isTrue();
    assertThat(attempt.count("init")).isOne();
    assertThat(attempt.count("load")).isZero();
  }

  @Test
  void failsTheApplicationForAServletIfConfigured() throws Exception {
    for (Way way : Way.values()) {
      Attempt attempt = attempt(FAIL_FAST, Broken.servlet(way));

      assertThat(attempt.runs()).as("%s", way).isFalse();
      assertThat(attempt.failure().component()).isEqualTo("servlet \"broken\"");
      assertThat(attempt.exitStatus()).isEqualTo(way == Way.LINK ? 4 : 3);
    }
  }

  @Test
  void reportsNothingForAnApplicationThatStarts() throws Exception {
    Attempt attempt = attempt((classes, context) -> {});

    assertThat(attempt.exporter().bootFailure()).isEmpty();
    assertThat(attempt.count("init")).isZero();
    assertThat(attempt.count("load")).isZero();
  }

  @Test
  void warnsOnceThatTheFilterIsNotFirst() throws Exception {
    ContainerSettings settings = new ContainerSettings("/placed", Compliance.DEFAULT, false, null);
    try (LogCapture log = LogCapture.open();
        Deployment deployment = Deployment.start(container, settings, Config.defaults())) {
      deployment.get("/ok");
      deployment.get("/ok");

      assertThat(log.messages("\"/placed\": MetricsFilter"))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("not first in the chain")
          .contains("outer-witness");
    }
  }

  private Attempt attempt(ServletContainerInitializer application) throws Exception {
    return attempt(Config.defaults(), application);
  }

  private Attempt attempt(Config config, ServletContainerInitializer application) throws Exception {
    return Attempt.at(container, config, List.of(application));
  }
}
