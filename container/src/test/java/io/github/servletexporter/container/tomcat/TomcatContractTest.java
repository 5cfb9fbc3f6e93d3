package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.load.FaultContract;
import io.github.servletexporter.container.load.LifecycleContract;
import io.github.servletexporter.container.load.ReplacementContract;
import io.github.servletexporter.container.load.RetirementContract;
import org.junit.jupiter.api.Nested;

/** Contracts of a recycling pool, on an embedded Tomcat. */
class TomcatContractTest {

  @Nested
  class Retirement extends RetirementContract {
    Retirement() {
      super(TomcatServer::new);
    }
  }

  @Nested
  class Replacement extends ReplacementContract {
    Replacement() {
      super(TomcatServer::new);
    }
  }

  @Nested
  class Faults extends FaultContract {
    Faults() {
      super(TomcatServer::new);
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    Lifecycle() {
      super(TomcatServer::new);
    }
  }
}
