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

  /** Asynchronous requests. */
  @Nested
  class Async extends AsyncBehaviour {
    Async() {
      super(container);
    }
  }

  /** Clients that leave. */
  @Nested
  class Abort extends AbortBehaviour {
    Abort() {
      super(container);
    }
  }

  /** Route labels. */
  @Nested
  class Route extends RouteBehaviour {
    Route() {
      super(container);
    }
  }

  /** Body sizes. */
  @Nested
  class Sizes extends SizesBehaviour {
    Sizes() {
      super(container);
    }
  }

  /** HTTP/1.0, HTTP/2 and upgrades. */
  @Nested
  class Protocol extends ProtocolBehaviour {
    Protocol() {
      super(container);
    }
  }

  /** The scrape. */
  @Nested
  class Exposition extends ExpositionBehaviour {
    Exposition() {
      super(container);
    }
  }

  /** The whole, under load. */
  @Nested
  class AccessLog extends AccessLogBehaviour {
    AccessLog() {
      super(container);
    }
  }

  /** What is off by default. */
  @Nested
  class EverythingOn extends EverythingOnBehaviour {
    EverythingOn() {
      super(container);
    }
  }

  /** Workers that end. */
  @Nested
  class Recycling extends RecyclingBehaviour {
    Recycling() {
      super(container);
    }
  }

  /** What does not start. */
  @Nested
  class Boot extends BootBehaviour {
    Boot() {
      super(container);
    }
  }

  /** Workers. */
  @Nested
  class Worker extends WorkerBehaviour {
    Worker() {
      super(container);
    }
  }

  /** Requests that take too long. */
  @Nested
  class StuckRequest extends StuckRequestBehaviour {
    StuckRequest() {
      super(container);
    }
  }

  /** The end of the server. */
  @Nested
  class Drain extends DrainBehaviour {
    Drain() {
      super(container);
    }
  }

  /** Requests that waited before they came. */
  @Nested
  class Deadline extends DeadlineBehaviour {
    Deadline() {
      super(container);
    }
  }

  /** Every metric that there is. */
  @Nested
  class Catalog extends CatalogBehaviour {
    Catalog() {
      super(container);
    }
  }

  /** The port beside the container's. */
  @Nested
  class OwnPort extends OwnPortBehaviour {
    OwnPort() {
      super(container);
    }
  }

  /** What is written of uncaught exceptions. */
  @Nested
  class ErrorLog extends ErrorLogBehaviour {
    ErrorLog() {
      super(container);
    }
  }
}
