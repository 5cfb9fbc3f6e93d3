package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.load.FaultContract;
import io.github.servletexporter.container.load.LifecycleContract;
import io.github.servletexporter.container.load.ReplacementContract;
import io.github.servletexporter.container.load.RetirementContract;
import org.junit.jupiter.api.Nested;

/** Contracts of a recycling pool, on an embedded Jetty. */
class JettyContractTest {

  @Nested
  class Retirement extends RetirementContract {
    Retirement() {
      super(JettyServer::new);
    }
  }

  @Nested
  class Replacement extends ReplacementContract {
    Replacement() {
      super(JettyServer::new);
    }
  }

  @Nested
  class Faults extends FaultContract {
    Faults() {
      super(JettyServer::new);
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    Lifecycle() {
      super(JettyServer::new);
    }
  }
}
