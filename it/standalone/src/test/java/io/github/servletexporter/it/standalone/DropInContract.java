package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.otherlibrary.OtherInitializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar in WEB-INF/lib is sufficient for an application. */
interface DropInContract extends OnServer {
  String REQUESTS = "http_server_request_duration_seconds";
  String OK_SERVLET =
      """
      <servlet>
        <servlet-name>ok</servlet-name>
        <servlet-class>io.github.servletexporter.it.standalone.app.OkServlet</servlet-class>
      </servlet>
      <servlet-mapping>
        <servlet-name>ok</servlet-name>
        <url-pattern>/ok</url-pattern>
      </servlet-mapping>
      """;

  @Test
  @Tag("older")
  default void countsRequestsOfAnApplicationWithoutConfiguration() {
    with(
        "counted",
        War.of(OkServlet.class).withBundle().build(),
        app -> {
          app.text("/ok");
          app.text("/ok");
          app.status("/throws");

          Scrape scrape = app.scrape();

          assertThat(scrape.requests("/counted/ok")).isEqualTo(2);
          assertThat(scrape.requests()).containsEntry("GET 200", 2L).containsEntry("GET 500", 1L);
        });
  }

  @Test
  default void answersInTheTextFormatUnlessAskedOtherwise() {
    Web app = plain();
    app.text("/ok");

    HttpResponse<byte[]> scrape = app.get("/metrics");

    assertThat(type(scrape)).startsWith("text/plain;version=0.0.4");
    assertThat(new String(scrape.body(), UTF_8)).contains("# TYPE " + REQUESTS + " histogram\n");
  }

  @Test
  default void answersInOpenMetrics() {
    Web app = plain();
    app.text("/ok");

    HttpResponse<byte[]> scrape =
        app.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

    assertThat(type(scrape)).startsWith("application/openmetrics-text;version=1.0.0");
    assertThat(new String(scrape.body(), UTF_8))
        .contains("# TYPE " + REQUESTS + " histogram\n")
        .endsWith("# EOF\n");
  }

  @Test
  default void answersInProtobuf() {
    Web app = plain();
    app.text("/ok");

    HttpResponse<byte[]> scrape =
        app.get(
            "/metrics",
            "Accept",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");

    assertThat(type(scrape)).startsWith("application/vnd.google.protobuf");
    assertThat(messages(scrape.body())).isPositive();
    assertThat(new String(scrape.body(), ISO_8859_1)).contains(REQUESTS);
  }

  @Test
  default void compressesOnRequest() {
    Web app = plain();
    app.text("/ok");

    HttpResponse<byte[]> scrape = app.get("/metrics", "Accept-Encoding", "gzip");

    assertThat(scrape.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(unpacked(scrape.body())).contains("# TYPE " + REQUESTS + " histogram\n");
  }

  @Test
  default void registersItselfWithMetadataComplete() {
    with(
        "complete",
        War.of(OkServlet.class).withCompleteDescriptor(OK_SERVLET).withBundle().build(),
        app -> {
          app.text("/ok");

          assertThat(app.scrape().requests("/complete/ok")).isOne();
        });
  }

  @Test
  default void isOutermostEvenBesideAnotherInitializerThatPutsItsFilterFirst() {
    with(
        "outermost",
        War.of(OkServlet.class)
            .withInitializer("aaa.jar", OtherInitializer.class)
            .withBundle()
            .build(),
        app -> {
          app.status("/ok?tea=1");

          assertThat(app.scrape().requests()).containsEntry("GET 418", 1L);
          assertThat(server().log())
              .noneMatch(line -> line.contains("\"/outermost\": MetricsFilter is not first"));
        });
  }

  /** The journal has written everything when the application is undeployed. */
  @Test
  default void leavesAnUncaughtExceptionToTheLogOfTheServer() {
    long before = thrownOnPurpose();

    with(
        "uncaught",
        War.of(OkServlet.class).withBundle().build(),
        app -> assertThat(app.status("/throws")).isEqualTo(500));

    assertThat(thrownOnPurpose() - before).isOne();
  }

  private long thrownOnPurpose() {
    return server().log().stream()
        .filter(line -> line.contains("java.lang.IllegalStateException: thrown on purpose"))
        .count();
  }

  private static String type(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    // Tomcat removes the blanks.
    return response.headers().firstValue("Content-Type").orElse("none").replace("; ", ";");
  }

  /** Counts length-delimited messages; fails if the last one is truncated. */
  private static int messages(byte[] body) {
    ByteBuffer rest = ByteBuffer.wrap(body);
    int messages = 0;
    while (rest.hasRemaining()) {
      int length = 0;
      int shift = 0;
      byte part;
      do {
        part = rest.get();
        length |= (part & 0x7f) << shift;
        shift += 7;
      } while (part < 0);
      rest.position(rest.position() + length);
      messages++;
    }
    return messages;
  }

  private static String unpacked(byte[] body) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
