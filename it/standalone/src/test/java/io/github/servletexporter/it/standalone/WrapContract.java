package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * With the jar only in WEB-INF/lib, an application can recycle the workers of its Tomcat's
 * connector, and restores the connector afterwards.
 */
interface WrapContract extends OnServer {
  /** Attributes of the connector's MBean that change all the time. */
  List<String> MOMENTARY = List.of("currentThreadsBusy", "connectionCount", "keepAliveCount");

  /** Starts a server whose connector has its own pool of 16 threads. */
  TomcatServer startWithThreads();

  private static String wrap(int maxRequests, int jitter) {
    return contextParam("servlet-exporter.recycling", "wrap")
        + contextParam("servlet-exporter.max-requests", Integer.toString(maxRequests))
        + contextParam("servlet-exporter.max-requests-jitter", Integer.toString(jitter));
  }

  @Test
  @OwnServer
  @Tag("full")
  default void recyclesTheWorkersOfAConnectorFromInsideAnApplication() {
    try (TomcatServer tomcat = startWithThreads()) {
      List<String> before = connector(tomcat);
      tomcat.deploy("neighbour", War.of(OkServlet.class).withBundle().build());
      long others = tomcat.jvm().liveApplications();
      tomcat.deploy("wrapping", wrapping());
      RecycledApp app = new RecycledApp(new Web(tomcat, "wrapping"));

      try (Visitors neighbours = Visitors.of(new Web(tomcat, "neighbour"))) {
        app.load(32 * RecycledApp.MAX_REQUESTS, 1);
        app.load(16 * RecycledApp.MAX_REQUESTS, 16);
        app.assertRecycled();
        tomcat.undeploy("wrapping");
        neighbours.assertServed();
      }

      await().untilAsserted(() -> assertThat(connector(tomcat)).isEqualTo(before));
      assertGone(tomcat, "wrapping");
      assertThat(tomcat.jvm().liveApplications() - others).isZero();
    }
  }

  @Test
  @OwnServer
  @Tag("full")
  default void takesOverWhenAnotherApplicationThatRecyclesEnds() {
    try (TomcatServer tomcat = startWithThreads()) {
      List<String> before = connector(tomcat);
      tomcat.deploy("first", wrapping());
      tomcat.deploy("second", wrapping());
      Web first = new Web(tomcat, "first");
      Web second = new Web(tomcat, "second");

      first.text("/ok");
      second.text("/ok");
      assertThat(supported(first)).isOne();
      assertThat(supported(second)).isZero();
      assertThat(BootContract.after(tomcat, "web app \"/second\": pool \""))
          .singleElement()
          .asString()
          .contains("another web application already recycles workers");
      tomcat.undeploy("first");
      await().untilAsserted(() -> assertThat(supported(second)).isOne());
      RecycledApp heir = new RecycledApp(second);
      heir.load(32 * RecycledApp.MAX_REQUESTS, 1);

      await().until(() -> !ended(second).isEmpty());
      assertThat(ended(second)).allMatch(RecycledApp::endedInTime);
      tomcat.undeploy("second");
      await().untilAsserted(() -> assertThat(connector(tomcat)).isEqualTo(before));
      assertGone(tomcat, "first");
      assertGone(tomcat, "second");
    }
  }

  @Test
  @OwnServer
  @Tag("full")
  default void leavesNothingBehindAfterReloadsWhileItRecycles() {
    try (TomcatServer tomcat = startWithThreads()) {
      List<String> before = connector(tomcat);
      tomcat.deploy("neighbour", War.of(OkServlet.class).withBundle().build());
      long others = tomcat.jvm().liveApplications();
      Web app = new Web(tomcat, "reloaded");
      tomcat.deploy("reloaded", RecycledApp.war(wrap(50, 5)));

      try (Visitors neighbours = Visitors.of(new Web(tomcat, "neighbour"));
          Visitors visitors = Visitors.of(app)) {
        for (int i = 0; i < RedeployContract.REDEPLOYS; i++) {
          visitors.awaitAnswers(1000);
          assertThat(tomcat.manager("reload?path=/reloaded")).startsWith("OK - Reloaded");
        }
        visitors.awaitAnswers(1000);
        neighbours.assertServed();
      }

      assertThat(ended(app)).hasSizeGreaterThan(5 * RedeployContract.REDEPLOYS);
      assertGone(tomcat, "reloaded");
      assertThat(tomcat.jvm().liveApplications() - others).isOne();
      tomcat.undeploy("reloaded");
      assertThat(tomcat.jvm().liveApplications() - others).isZero();
      await().untilAsserted(() -> assertThat(connector(tomcat)).isEqualTo(before));
    }
  }

  private static Path wrapping() {
    return RecycledApp.war(wrap(RecycledApp.MAX_REQUESTS, RecycledApp.JITTER));
  }

  private static double supported(Web app) {
    return app.scrape().sum("servlet_recycling_supported");
  }

  private static List<Retirement> ended(Web app) {
    return Retirement.of(app).stream()
        .filter(retirement -> retirement.reason().equals("max_requests"))
        .toList();
  }

  private static List<String> connector(TomcatServer tomcat) {
    return tomcat.beans("type=ThreadPool,*").stream()
        .filter(line -> MOMENTARY.stream().noneMatch(line::startsWith))
        .toList();
  }

  private static void assertGone(TomcatServer tomcat, String context) {
    assertThat(tomcat.manager("findleaks?statusLine=true"))
        .startsWith("OK")
        .doesNotContain("/" + context);
    assertThat(RedeployContract.complaints(tomcat)).isEmpty();
    assertThat(tomcat.log()).noneMatch(line -> line.contains("WorkerRetired"));
  }
}
