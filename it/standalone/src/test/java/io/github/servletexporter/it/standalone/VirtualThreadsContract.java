package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Virtual threads count as one worker that is not recycled; before Java 21 there are none. */
interface VirtualThreadsContract extends OnServer {
  int FIRST_JAVA = 21;

  /** Starts a server that is configured for virtual threads, even if Java has none. */
  TomcatServer startWithVirtualThreads();

  @Test
  @OwnServer
  default void countsVirtualThreadsAsOneWorkerAndRecyclesNone() {
    try (TomcatServer tomcat = startWithVirtualThreads()) {
      if (Runtime.version().feature() < FIRST_JAVA) {
        assertThat(tomcat.log())
            .anyMatch(line -> line.contains("Failed to start component [Connector["))
            .anyMatch(line -> line.contains("UnsupportedOperationException"));
      } else {
        tomcat.deploy("virtual", RecycledApp.war(NoRecyclingContract.ONE_REQUEST));
        Web app = new Web(tomcat, "virtual");

        NoRecyclingContract.assertServesWithoutRecycling(app, "");

        assertThat(app.scrape().text())
            .containsPattern(
                "servlet_worker_requests_total\\{pool=\"[^\"]+\",worker=\"virtual\"} 91");
      }
    }
  }
}
