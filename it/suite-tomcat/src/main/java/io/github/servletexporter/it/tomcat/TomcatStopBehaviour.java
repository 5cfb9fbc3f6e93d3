package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.it.pool.DrainProbe;
import io.github.servletexporter.it.pool.DrainTogether;
import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.it.pool.HoldingApp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.junit.jupiter.api.Test;

/** An application can drain before an embedded Tomcat stops it, and nothing is left behind. */
abstract class TomcatStopBehaviour {

  @Test
  void aStoppingServerServesWhileItDrains() throws Exception {
    servesWhileItDrains(server -> stop(server.tomcat().getServer()));
  }

  @Test
  void aStoppingServiceServesWhileItDrains() throws Exception {
    servesWhileItDrains(server -> stop(server.tomcat().getService()));
  }

  @Test
  void aStoppingApplicationServesWhileItDrains() throws Exception {
    servesWhileItDrains(server -> stop(server.tomcat().getHost().findChild("")));
  }

  @Test
  void anApplicationThatIsTakenAwayServesWhileItDrains() throws Exception {
    servesWhileItDrains(
        server -> server.tomcat().getHost().removeChild(server.tomcat().getHost().findChild("")));
  }

  /** Each drain ends only when all three have begun. */
  @Test
  void theApplicationsOfAStoppingServerDrainAtTheSameTime() throws Exception {
    DrainTogether drains = new DrainTogether(3);
    try (HoldingTomcat server = HoldingTomcat.start(new HoldingApp(drains), tomcat -> {})) {
      server.add("/second", new HoldingApp(drains));
      server.add("/third", new HoldingApp(drains));

      stop(server.tomcat().getServer());
    }
    assertThat(drains.together()).isEqualTo(3);
    assertThat(drains.threadsLeft()).isEmpty();
  }

  private static void servesWhileItDrains(Consumer<HoldingTomcat> stopper) throws Exception {
    DrainProbe drain = new DrainProbe();
    try (HoldingTomcat server = HoldingTomcat.start(new HoldingApp(drain), tomcat -> {});
        HeldRequests requests = server.requests()) {
      requests.hold(server.port(), 2);
      drain.watch(() -> server.status("/ok"), requests);

      stopper.accept(server);

      assertThat(drain.statuses()).containsExactly(200, 200, 200);
    }
    assertThat(drain.runs()).isOne();
  }

  /** In this case the mapper has been added as a listener of the context before ours. */
  @Test
  void anApplicationOfARunningServerServesWhileItDrains() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start()) {
      DrainProbe drain = new DrainProbe();
      HoldingApp late = new HoldingApp(drain);
      Context context = server.add("/late", late);
      try (HeldRequests requests = new HeldRequests(late, "/late")) {
        requests.hold(server.port(), 2);
        drain.watch(() -> server.status("/late/ok"), requests);

        context.stop();

        assertThat(drain.statuses()).containsExactly(200, 200, 200);
        assertThat(server.status("/late/ok")).isEqualTo(404);
        assertThat(server.status("/ok")).isEqualTo(200);
      }
    }
  }

  @Test
  void aReloadedApplicationDrainsAgain() throws Exception {
    AtomicInteger drains = new AtomicInteger();
    HoldingApp app = new HoldingApp(drains::incrementAndGet);
    try (HoldingTomcat server = HoldingTomcat.start(app, tomcat -> {})) {
      Context context = (Context) server.tomcat().getHost().findChild("");

      context.reload();
      context.reload();

      assertThat(drains).hasValue(2);
    }
    assertThat(drains).hasValue(3);
  }

  @Test
  void leavesNoListenerBehind() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start()) {
      List<String> before = listeners(server);
      HoldingApp late = new HoldingApp(() -> {});
      Context context = server.add("/late", late);
      assertThat(listeners(server)).hasSize(before.size() + 2);

      server.tomcat().getHost().removeChild(context);

      assertThat(listeners(server)).isEqualTo(before);
      assertThat(Arrays.toString(context.findLifecycleListeners()))
          .doesNotContain("TomcatStopListener");
    }
  }

  private static List<String> listeners(HoldingTomcat server) {
    List<String> listeners = new ArrayList<>();
    for (Lifecycle stopper : List.of(server.tomcat().getServer(), server.tomcat().getService())) {
      for (Object listener : stopper.findLifecycleListeners()) {
        listeners.add(listener.toString());
      }
    }
    return listeners;
  }

  @Test
  void stopsThoughTheDrainFails() throws Exception {
    HoldingApp app =
        new HoldingApp(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    try (HoldingTomcat server = HoldingTomcat.start(app, tomcat -> {})) {
      stop(server.tomcat().getServer());

      assertThat(server.tomcat().getServer().getState().isAvailable()).isFalse();
    }
  }

  @Test
  void takesOneDrainOnly() throws Exception {
    try (HoldingTomcat server = HoldingTomcat.start(new HoldingApp(() -> {}), tomcat -> {})) {
      assertThatThrownBy(() -> server.app().adapter().onStopping(() -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static void stop(Lifecycle lifecycle) {
    try {
      lifecycle.stop();
    } catch (org.apache.catalina.LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
