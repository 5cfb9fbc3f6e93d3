package io.github.servletexporter.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say, and with which status they end. */
class MainTest {

  private static final String SCRAPE =
      """
      # HELP http_server_request_duration_seconds Time.
      # TYPE http_server_request_duration_seconds histogram
      http_server_request_duration_seconds_bucket{error_type="",http_request_method="GET",\
      http_response_status_code="200",http_route="/a\\"b",le="0.5"} 2
      http_server_request_duration_seconds_bucket{error_type="",http_request_method="GET",\
      http_response_status_code="200",http_route="/a\\"b",le="+Inf"} 3
      http_server_request_duration_seconds_count{error_type="",http_request_method="GET",\
      http_response_status_code="200",http_route="/a\\"b"} 3
      http_server_request_duration_seconds_sum{error_type="",http_request_method="GET",\
      http_response_status_code="200",http_route="/a\\"b"} 1.5
      # TYPE servlet_metrics_errors_total counter
      servlet_metrics_errors_total{component="scrape"} 0.0
      # TYPE jvm_threads_current gauge
      jvm_threads_current 12.0
      """;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chek",
        "check --confg x",
        "check --config",
        "check file",
        "scrape",
        "scrape ::",
        "scrape --header x http://localhost/"
      })
  void saysHowItIsUsed(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThat(run(words)).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains("usage: java -jar");
    assertThat(out.size()).isZero();
  }

  @Test
  void findsNothingWrongWithAConfigurationThatWorks() throws Exception {
    Path store = Files.createDirectory(directory.resolve("store"));
    String config =
        config(
            "servlet-exporter.port=0",
            "servlet-exporter.auth.user=prom",
            "servlet-exporter.auth.password=secret",
            "servlet-exporter.multiproc-dir=" + store,
            "servlet-exporter.error-log=" + directory.resolve("errors.json"));

    assertThat(run(List.of("check", "--config", config))).isZero();

    assertThat(printed())
        .contains("ok    servlet-exporter.port=0 (file " + config + ")")
        .contains("ok    port 0 of 127.0.0.1 can be bound")
        .contains("ok    shared store (directory) can be read: 0 members")
        .contains("ok    shared store (directory) can be written")
        .contains("errors.json can be written")
        .contains("0 failed, 0 warnings")
        .doesNotContain("secret");
    assertThat(store).isEmptyDirectory();
    assertThat(directory.resolve("errors.json")).doesNotExist();
  }

  @Test
  void saysEverythingThatIsWrongWithTheValues() throws Exception {
    String config = config("servlet-exporter.port=x", "servlet-exporter.prot=1");

    assertThat(run(List.of("check", "--config", config))).isEqualTo(1);

    assertThat(printed())
        .contains("FAIL  servlet-exporter.port: expected a whole number from 0 to 65535")
        .contains("FAIL  servlet-exporter.prot: ")
        .contains("2 failed");
  }

  @Test
  void saysWhatDoesNotWorkHere() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String config =
          config(
              "servlet-exporter.port=" + taken.getLocalPort(),
              "servlet-exporter.error-log=" + directory.resolve("missing").resolve("errors.json"),
              "servlet-exporter.redis.enabled=true",
              "servlet-exporter.redis.port=1");

      assertThat(run(List.of("check", "--config", config))).isEqualTo(1);
    }

    assertThat(printed())
        .contains("can't be bound")
        .contains("there is no directory")
        .contains("shared store (redis) can't be read")
        .contains("3 failed");
  }

  @Test
  void warnsOfAnOpenPort() throws Exception {
    String config = config("servlet-exporter.port=0", "servlet-exporter.bind-address=0.0.0.0");

    assertThat(run(List.of("check", "--config", config))).isZero();

    assertThat(printed()).contains("warn  port 0 of 0.0.0.0 is open to everyone");
  }

  @Test
  void findsNothingWrongWithAScrapeOfOurs() throws Exception {
    assertThat(scrape(SCRAPE)).isZero();

    assertThat(printed()).contains("ok    3 families, 6 series", "0 failed, 0 warnings");
  }

  @Test
  void warnsOfFailuresOfOurOwn() throws Exception {
    assertThat(scrape(SCRAPE.replace("\"scrape\"} 0.0", "\"scrape\"} 2.0"))).isZero();

    assertThat(printed()).contains("warn  failures of our own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvm_threads_current 12.0\n",
        "# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n",
        "# TYPE a gauge\na{x=\"1} 1\n",
        "# TYPE a gauge\na one\n",
        "# TYPE a gauge\nb 1\n",
        "# TYPE a counter\na_total -1\n",
        "# TYPE jvm_threads_current gauge\n",
        "# TYPE a sort of gauge\n",
        "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_count 1\n",
        "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 2\n",
        "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n",
        "# TYPE servlet_stale_requests_total counter\nservlet_stale_requests_total{why=\"x\"} 1\n",
        "# TYPE a gauge\na 1"
      })
  void saysWhatIsWrongWithAScrape(String more) throws Exception {
    assertThat(scrape(SCRAPE + more)).isEqualTo(1);

    assertThat(printed()).containsPattern("FAIL  .");
  }

  @Test
  void readsALabelOfAnyLength() throws Exception {
    assertThat(scrape(SCRAPE + "# TYPE a gauge\na{x=\"" + "\\\\".repeat(50_000) + "\"} 1\n"))
        .isZero();
  }

  @Test
  void saysThatNobodyAnswers() {
    assertThat(run(List.of("scrape", "http://127.0.0.1:1/metrics"))).isEqualTo(1);

    assertThat(printed()).contains("does not answer");
  }

  @Test
  void saysThatItIsNotLetIn() throws Exception {
    assertThat(serve(401, "no\n")).isEqualTo(1);

    assertThat(printed()).contains("the status is 401");
  }

  private int scrape(String text) throws IOException {
    return serve(200, text);
  }

  private int serve(int status, String text) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          byte[] body = text.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      return run(
          List.of("scrape", "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics"));
    } finally {
      server.stop(0);
    }
  }

  private String config(String... lines) throws IOException {
    return Files.write(directory.resolve("config.properties"), List.of(lines)).toString();
  }

  private int run(List<String> arguments) {
    return Main.run(
        arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private String printed() {
    return out.toString(UTF_8);
  }
}
