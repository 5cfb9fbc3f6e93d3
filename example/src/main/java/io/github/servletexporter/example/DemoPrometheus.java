package io.github.servletexporter.example;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prometheus of the machine in a temporary directory, with the rules of docs/prometheus, whose
 * waiting times are shortened to seconds.
 */
final class DemoPrometheus implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(DemoPrometheus.class.getName());
  private static final int STOP_LIMIT_SECONDS = 5;
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 200;
  private static final List<String> RULES = List.of("recording-rules.yml", "alerts.yml");
  private static final Pattern WAITING = Pattern.compile("(?m)^( *for:) .*$");
  private static final Pattern FIRING =
      Pattern.compile("\"alertname\":\"(\\w+)\"[^{}]*}[^{}]*\\{[^{}]*}[^{}]*\"state\":\"firing\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final Path directory;
  private final Process process;

  private DemoPrometheus(int port, Path directory, Process process) {
    this.url = "http://127.0.0.1:" + port;
    this.directory = directory;
    this.process = process;
  }

  /** Returns the program {@code prometheus} if it is on the PATH. */
  static Optional<Path> program() {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
        .map(folder -> Path.of(folder, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts Prometheus and waits until it is ready.
   *
   * @param program the program
   * @param port its port
   * @param target host and port to scrape
   * @throws IOException if it does not become ready
   */
  static DemoPrometheus start(Path program, int port, String target)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("servlet-exporter-demo");
    for (String rules : RULES) {
      Files.writeString(
          directory.resolve(rules), WAITING.matcher(rules(rules)).replaceAll("$1 2s"));
    }
    Files.writeString(directory.resolve("prometheus.yml"), configuration(target));
    DemoPrometheus prometheus =
        new DemoPrometheus(port, directory, launch(program, port, directory));
    try {
      prometheus.awaitReady();
      return prometheus;
    } catch (IOException | InterruptedException e) {
      prometheus.close();
      throw e;
    }
  }

  private static Process launch(Path program, int port, Path directory) throws IOException {
    return new ProcessBuilder(
            program.toString(),
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=data",
            "--log.level=warn",
            "--web.listen-address=127.0.0.1:" + port)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private static String configuration(String target) {
    return """
        global:
          scrape_interval: 1s
          evaluation_interval: 1s
        rule_files: [%s]
        scrape_configs:
          - job_name: servlet_app
            static_configs:
              - targets: ["%s"]
        """
        .formatted(String.join(", ", RULES), target);
  }

  private static String rules(String name) throws IOException {
    try (InputStream rules = DemoPrometheus.class.getResourceAsStream("/prometheus/" + name)) {
      if (rules == null) {
        throw new IOException("the example was built without docs/prometheus/" + name);
      }
      return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException(Files.readString(directory.resolve("log")).strip());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns the base URL without a trailing slash. */
  String url() {
    return url;
  }

  /** Returns the names of the alerts that fire. */
  Set<String> firingAlerts() throws IOException, InterruptedException {
    return FIRING
        .matcher(get("/api/v1/alerts").body())
        .results()
        .map((MatchResult alert) -> alert.group(1))
        .collect(Collectors.toSet());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(REQUEST_LIMIT).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, () -> "cannot delete " + directory, e);
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
