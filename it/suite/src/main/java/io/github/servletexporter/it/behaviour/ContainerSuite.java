package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.server.Container;
import org.junit.jupiter.api.Nested;

/**
 * All behaviours on one container. A container's test module extends this class and names the
 * container.
 */
public abstract class ContainerSuite {
  private final Container container;

  /**
   * Names the container.
   *
   * @param container the container to run on
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

  /** Asynchronous requests that fail in many ways at the same time. */
  @Nested
  class AsyncLoad extends AsyncLoadBehaviour {
    AsyncLoad() {
      super(container);
    }
  }

  /** Clients that disconnect. */
  @Nested
  class Abort extends AbortBehaviour {
    Abort() {
      super(container);
    }
  }

  /** Configurations that are not valid. */
  @Nested
  class InvalidConfiguration extends InvalidConfigurationBehaviour {
    InvalidConfiguration() {
      super(container);
    }
  }

  /** Pages in an application whose filters answer or refuse everything. */
  @Nested
  class OwnPages extends OwnPagesBehaviour {
    OwnPages() {
      super(container);
    }
  }

  /** The status page that needs a key. */
  @Nested
  class StatusKey extends StatusKeyBehaviour {
    StatusKey() {
      super(container);
    }
  }

  /** HTTP sessions. */
  @Nested
  class Session extends SessionBehaviour {
    Session() {
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

  /** A mixed load, compared with the access log. */
  @Nested
  class AccessLog extends AccessLogBehaviour {
    AccessLog() {
      super(container);
    }
  }

  /** All options that are off by default. */
  @Nested
  class EverythingOn extends EverythingOnBehaviour {
    EverythingOn() {
      super(container);
    }
  }

  /** Workers that are recycled. */
  @Nested
  class Recycling extends RecyclingBehaviour {
    Recycling() {
      super(container);
    }
  }

  /** Components that do not start. */
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

  /** Stopping the server. */
  @Nested
  class Drain extends DrainBehaviour {
    Drain() {
      super(container);
    }
  }

  /** Requests that waited in front of the server. */
  @Nested
  class Deadline extends DeadlineBehaviour {
    Deadline() {
      super(container);
    }
  }

  /** Every metric of the catalogue. */
  @Nested
  class Catalog extends CatalogBehaviour {
    Catalog() {
      super(container);
    }
  }

  /** The metrics port. */
  @Nested
  class MetricsPort extends MetricsPortBehaviour {
    MetricsPort() {
      super(container);
    }
  }

  /** The log of uncaught exceptions. */
  @Nested
  class ErrorLog extends ErrorLogBehaviour {
    ErrorLog() {
      super(container);
    }
  }
}
