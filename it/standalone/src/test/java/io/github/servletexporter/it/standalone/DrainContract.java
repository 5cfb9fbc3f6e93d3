package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.LateListener;
import io.github.servletexporter.it.standalone.app.OkServlet;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An application that is undeployed, alone or with its server, finishes its requests. */
interface DrainContract extends OnServer {
  String CREATED = "HTTP/1.1 201 ";
  int END_LIMIT_SECONDS = 60;
  String LATE =
      "<listener><listener-class>" + LateListener.class.getName() + "</listener-class></listener>";

  /** Returns the status of a new request while the application alone is draining. */
  int statusBesideAnUndeployment();

  @Test
  default void endsRequestsInFlightAndDisturbsNoOtherApplicationWhenUndeployed() throws Exception {
    server().deploy("leaving", war(""));
    Web leaving = new Web(server(), "leaving");
    CompletableFuture<Void> undeployment;
    try (Load other = Load.on(plain());
        RawRequest inFlight = inFlight(leaving)) {
      undeployment = CompletableFuture.runAsync(() -> server().undeploy("leaving"));
      HttpResponse<byte[]> late = awaitStatus(leaving, statusBesideAnUndeployment());
      other.awaitAnswer();
      assertThat(undeployment).isNotDone();

      assertThat(inFlight.finish()).startsWith(CREATED);
      undeployment.get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
      other.awaitAnswer();

      if (late.statusCode() == 503) {
        assertIsRefused(late);
      }
      assertThat(other.surprises()).isEmpty();
    }

    assertThat(cut("leaving")).isEmpty();
  }

  @Test
  default void cutsAndNamesARequestThatNeverEndsWhenUndeployed() throws Exception {
    server().deploy("cutting", war(contextParam("servlet-exporter.graceful-timeout", "500ms")));
    RawRequest inFlight = inFlight(new Web(server(), "cutting"));

    server().undeploy("cutting");

    assertThat(cut("cutting")).singleElement().asString().contains("POST /cutting/ok (");
    inFlight.close();
  }

  /** The container sends the response after the filter has seen the end of the request. */
  @Test
  @OwnServer
  default void endsRequestsInFlightAndRefusesOthersWhenTheServerIsTerminated() throws Exception {
    StandaloneServer server = start();
    Web app = new Web(server, "last");
    server.deploy("last", war(LATE));
    CompletableFuture<Void> end;
    try (RawRequest inFlight = inFlight(app)) {
      end = CompletableFuture.runAsync(server::close);
      assertIsRefused(awaitStatus(app, 503));

      assertThat(inFlight.finish()).startsWith(CREATED);
    }

    end.get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static Path war(String descriptor) {
    return War.of(OkServlet.class).withDescriptor(descriptor).withBundle().build();
  }

  private static RawRequest inFlight(Web app) {
    RawRequest request = RawRequest.unfinished(app, "/ok");
    await("the request is in flight")
        .until(
            () ->
                app.scrape()
                    .text()
                    .contains("http_server_active_requests{http_request_method=\"POST\"} 1.0"));
    return request;
  }

  private static HttpResponse<byte[]> awaitStatus(Web app, int status) {
    return await("status " + status)
        .atMost(Duration.ofSeconds(30))
        .until(() -> app.get("/ok"), response -> response.statusCode() == status);
  }

  private static void assertIsRefused(HttpResponse<byte[]> response) {
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.headers().firstValue("Connection")).contains("close");
  }

  private List<String> cut(String context) {
    return server().log().stream()
        .filter(
            line -> line.contains("web app \"/" + context + "\"") && line.contains("are cut off"))
        .toList();
  }
}
