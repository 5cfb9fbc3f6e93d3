package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.AsyncLoadBehaviour;
import io.github.servletexporter.it.behaviour.ContainerSuite;
import io.github.servletexporter.it.server.Container;
import org.junit.jupiter.api.Nested;

/** All behaviours of a container, and those of Tomcat. The test module of a version extends it. */
public abstract class TomcatSuite extends ContainerSuite {
  private final Container container;

  /**
   * Creates the suite.
   *
   * @param name the name of the container in docs/behaviour.md
   */
  protected TomcatSuite(String name) {
    this(new TomcatContainer(name));
  }

  private TomcatSuite(Container container) {
    super(container);
    this.container = container;
  }

  /** Starting an application. */
  @Nested
  class TomcatBoot extends TomcatBootBehaviour {}

  /** Stopping an application. */
  @Nested
  class TomcatStop extends TomcatStopBehaviour {}

  /** Requests that are dropped. */
  @Nested
  class TomcatDrop extends TomcatDropBehaviour {}

  /** Requests that fail in many ways, some of which Tomcat drops. */
  @Nested
  class AsyncLoad extends AsyncLoadBehaviour {
    AsyncLoad() {
      super(container);
    }
  }

  /** Names of pools. */
  @Nested
  class TomcatPoolNames extends TomcatPoolNamesBehaviour {}

  /** Numbers of pools. */
  @Nested
  class TomcatPoolNumbers extends TomcatPoolNumbersBehaviour {}

  /** Retirement in wrapped pools. */
  @Nested
  class TomcatWrapRetirement extends TomcatWrapRetirementBehaviour {}

  /** Lifecycle of wrapped pools. */
  @Nested
  class TomcatWrapRestore extends TomcatWrapRestoreBehaviour {}

  /** Pools that are not wrapped. */
  @Nested
  class TomcatWrapLimits extends TomcatWrapLimitsBehaviour {}
}
