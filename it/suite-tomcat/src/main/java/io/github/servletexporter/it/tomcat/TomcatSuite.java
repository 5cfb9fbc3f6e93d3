package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.behaviour.ContainerSuite;
import org.junit.jupiter.api.Nested;

/** All behaviours of a container, and those of Tomcat. The test module of a version extends it. */
public abstract class TomcatSuite extends ContainerSuite {
  /**
   * Creates the suite.
   *
   * @param name the name of the container in docs/behaviour.md
   */
  protected TomcatSuite(String name) {
    super(new TomcatContainer(name));
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
