package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.server.Container;
import org.junit.jupiter.api.Nested;

/**
 * All behaviours on one container. A container's test module extends it and names the container.
 */
public abstract class ContainerSuite {
  private final Container container;

  /**
   * Names the container.
   *
   * @param container where everything runs
   */
  protected ContainerSuite(Container container) {
    this.container = container;
  }

  /** Statuses, exceptions and the page that lists them. */
  @Nested
  class Status extends StatusBehaviour {
    Status() {
      super(container);
    }
  }

  /** Ambiguous requests. */
  @Nested
  class Framing extends FramingBehaviour {
    Framing() {
      super(container);
    }
  }
}
