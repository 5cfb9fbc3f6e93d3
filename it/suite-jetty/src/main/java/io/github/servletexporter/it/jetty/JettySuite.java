package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.behaviour.ContainerSuite;
import org.junit.jupiter.api.Nested;

/** All behaviours of a container, and those of Jetty. The test module of a version extends it. */
public abstract class JettySuite extends ContainerSuite {
  private final ServletEnvironment environment;

  /**
   * Creates the suite.
   *
   * @param name the name of the container in docs/behaviour.md
   * @param environment the factory of web applications for one version of the Servlet API
   */
  protected JettySuite(String name, ServletEnvironment environment) {
    super(new JettyContainer(name, environment));
    this.environment = environment;
  }

  /** Starting an application. */
  @Nested
  class JettyBoot extends JettyBootBehaviour {
    JettyBoot() {
      super(environment);
    }
  }

  /** Stopping an application. */
  @Nested
  class JettyStop extends JettyStopBehaviour {
    JettyStop() {
      super(environment);
    }
  }

  /** Names of pools. */
  @Nested
  class JettyPoolNames extends JettyPoolNamesBehaviour {
    JettyPoolNames() {
      super(environment);
    }
  }

  /** Numbers of pools. */
  @Nested
  class JettyPoolNumbers extends JettyPoolNumbersBehaviour {
    JettyPoolNumbers() {
      super(environment);
    }
  }
}
