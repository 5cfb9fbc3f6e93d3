package io.github.servletexporter.it.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.it.pool.DrainProbe;
import io.github.servletexporter.it.pool.DrainTogether;
import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.it.pool.HoldingApp;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.junit.jupiter.api.Test;

/** An application can drain before an embedded Jetty stops it, and nothing is left behind. */
abstract class JettyStopBehaviour {
  private final ServletEnvironment environment;

  JettyStopBehaviour(ServletEnvironment environment) {
    this.environment = environment;
  }

  @Test
  void aStoppingServerServesWhileItDrains() throws Exception {
    DrainProbe drain = new DrainProbe();
    try (HoldingJetty jetty = start(new HoldingApp(drain));
        HeldRequests requests = jetty.requests()) {
      requests.hold(jetty.port(), 2);
      drain.watch(() -> jetty.status("/ok"), requests);

      jetty.server().stop();

      assertThat(drain.statuses()).containsExactly(200, 200, 200);
    }
    assertThat(drain.runs()).isOne();
  }

  /** Each drain ends only when all three have begun. */
  @Test
  void theApplicationsOfAStoppingServerDrainAtTheSameTime() throws Exception {
    DrainTogether drains = new DrainTogether(3);
    try (HoldingJetty jetty = start(new HoldingApp(drains))) {
      jetty.add("/second", new HoldingApp(drains));
      jetty.add("/third", new HoldingApp(drains));

      jetty.server().stop();
    }
    assertThat(drains.together()).isEqualTo(3);
    assertThat(drains.threadsLeft()).isEmpty();
  }

  /** Jetty itself answers new requests as soon as a context begins to stop. */
  @Test
  void aStoppingApplicationEndsWhatIsInFlightWhileItDrains() throws Exception {
    DrainProbe drain = new DrainProbe();
    try (HoldingJetty jetty = start(new HoldingApp())) {
      HoldingApp late = new HoldingApp(drain);
      Handler handler = jetty.add("/late", late);
      try (HeldRequests requests = new HeldRequests(late, "/late")) {
        requests.hold(jetty.port(), 2);
        drain.watch(() -> jetty.status("/late/ok"), requests);

        handler.stop();

        assertThat(drain.statuses()).containsExactly(404, 200, 200);
        assertThat(jetty.status("/ok")).isEqualTo(200);
      }
    }
    assertThat(drain.runs()).isOne();
  }

  @Test
  void anApplicationThatIsStartedAgainDrainsAgain() throws Exception {
    AtomicInteger drains = new AtomicInteger();
    try (HoldingJetty jetty = start(new HoldingApp(drains::incrementAndGet))) {
      for (int round = 0; round < 2; round++) {
        jetty.root().stop();
        jetty.root().start();
      }
      assertThat(drains).hasValue(2);
      assertThat(jetty.status("/ok")).isEqualTo(200);
    }
    assertThat(drains).hasValue(3);
  }

  @Test
  void leavesNoListenerBehind() throws Exception {
    try (HoldingJetty jetty = start(new HoldingApp())) {
      List<EventListener> before = listeners(jetty.server());
      Handler handler = jetty.add("/late", new HoldingApp(() -> {}));
      assertThat(listeners(jetty.server())).hasSize(before.size() + 1);
      assertThat(listeners(handler)).anyMatch(JettyStopBehaviour::isOurs);

      handler.stop();

      assertThat(listeners(jetty.server())).isEqualTo(before);
      assertThat(listeners(handler)).noneMatch(JettyStopBehaviour::isOurs);
    }
  }

  private static List<EventListener> listeners(Object container) {
    return new ArrayList<>(((AbstractLifeCycle) container).getEventListeners());
  }

  private static boolean isOurs(EventListener listener) {
    return listener.toString().startsWith("servlet-exporter");
  }

  @Test
  void stopsThoughTheDrainFails() throws Exception {
    HoldingApp app =
        new HoldingApp(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    try (HoldingJetty jetty = start(app)) {
      jetty.server().stop();

      assertThat(jetty.server().isStopped()).isTrue();
    }
  }

  @Test
  void takesOneDrainOnly() throws Exception {
    try (HoldingJetty jetty = start(new HoldingApp(() -> {}))) {
      assertThatThrownBy(() -> jetty.app().adapter().onStopping(() -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private HoldingJetty start(HoldingApp app) throws Exception {
    return HoldingJetty.start(environment, new Server(), app, server -> {});
  }
}
