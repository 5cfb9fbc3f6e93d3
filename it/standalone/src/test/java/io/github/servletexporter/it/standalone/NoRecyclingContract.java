package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.KeepAliveClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** An application whose workers cannot be recycled serves as if recycling were not configured. */
interface NoRecyclingContract extends OnServer {
  String ONE_REQUEST = contextParam("servlet-exporter.max-requests", "1");

  /** Number of requests below Tomcat's default limit for a connection. */
  int REQUESTS = 90;

  /** Returns the advice in the log. */
  String advice();

  @Test
  default void advisesOnceAndServesIfWorkersCannotBeRecycled() {
    with(
        "unrecycled",
        RecycledApp.war(ONE_REQUEST),
        app -> assertServesWithoutRecycling(app, advice()));
  }

  static void assertServesWithoutRecycling(Web app, String advice) {
    KeepAliveClient client =
        new KeepAliveClient(app.uri("").getPort(), app.uri("/ok").getPath(), 1);
    try {
      client.send(REQUESTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    Scrape scrape = app.scrape();
    assertThat(client.connections()).as("no connection was closed").isOne();
    assertThat(scrape.sum("servlet_worker_requests_total")).isEqualTo(REQUESTS);
    assertThat(scrape.series("servlet_recycling_supported")).isOne();
    assertThat(scrape.sum("servlet_recycling_supported")).isZero();
    assertThat(scrape.sum("servlet_worker_request_limit")).isZero();
    assertThat(BootContract.after(app.server(), "web app \"/" + app.context() + "\": "))
        .filteredOn(line -> line.contains("cannot recycle workers"))
        .singleElement()
        .asString()
        .contains(advice);
    assertThat(Retirement.of(app))
        .as("the container itself may end workers that are idle")
        .allMatch(retirement -> retirement.reason().equals("pool_shrink"));
  }
}
