package io.github.servletexporter.it.tomcat;

import static io.github.servletexporter.it.tomcat.HoldingTomcat.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** Pools that cannot be wrapped safely are left alone. */
abstract class TomcatWrapLimitsBehaviour extends TomcatWrapTest {
  @Test
  void leavesPoolsOfOthersAlone() throws Exception {
    ThreadPoolExecutor own = new OwnPool();
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = start(app, tomcat -> useExecutor(tomcat, own))) {
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(app.wrap().pools()).isEmpty();
      assertThat(app.retired()).isZero();
    } finally {
      own.shutdownNow();
    }
  }

  /** The threads of NIO2 never return from a job. */
  @Test
  void leavesNio2Alone() throws Exception {
    RecyclingApp app = new RecyclingApp(10, 0);
    try (HoldingTomcat server = start(app, tomcat -> tomcat.setConnector(HoldingTomcat.nio2()))) {
      Executor own = server.executor(0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(app.wrap().pools()).isEmpty();
    }
  }

  @Test
  void leavesVirtualThreadsAlone() throws Exception {
    if (Runtime.version().feature() < 21) {
      assertThatThrownBy(() -> HoldingTomcat.start(TomcatWrapLimitsBehaviour::addVirtualConnector))
          .isInstanceOf(Exception.class);
      return;
    }
    RecyclingApp app = new RecyclingApp(1, 0);
    try (HoldingTomcat server = start(app, TomcatWrapLimitsBehaviour::addVirtualConnector)) {
      Executor own = server.executor(0);
      KeepAliveLoad.run(server.port(), WORK, 2, 100);

      assertThat(server.protocol(0).getExecutor()).isSameAs(own);
      assertThat(app.wrap().pools()).isEmpty();
    }
  }

  private static void addVirtualConnector(Tomcat tomcat) {
    tomcat.setConnector(connector(c -> c.setProperty("useVirtualThreads", "true")));
  }

  /** Pool of a program, which may do anything with the exception of a job. */
  private static final class OwnPool extends ThreadPoolExecutor {
    OwnPool() {
      super(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new TaskQueue(),
          new TaskThreadFactory("own-", true, Thread.NORM_PRIORITY));
      ((TaskQueue) getQueue()).setParent(this);
    }
  }
}
