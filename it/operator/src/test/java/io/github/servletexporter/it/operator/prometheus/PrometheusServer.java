package io.github.servletexporter.it.operator.prometheus;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.servletexporter.it.operator.program.Docs;
import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.it.operator.program.Program;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Prometheus with the rules of docs/prometheus, in its own directory. */
final class PrometheusServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Program program;
  private final URI api;

  private PrometheusServer(Program program, URI api) {
    this.program = program;
    this.api = api;
  }

  static PrometheusServer start(Path directory, String configuration, String... flags)
      throws IOException {
    Docs.copy("prometheus", directory);
    Files.writeString(directory.resolve("test.yml"), configuration);
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                "prometheus",
                "--config.file=test.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port));
    command.addAll(List.of(flags));
    Program program = Program.start(directory, directory.resolve("prometheus.log"), command);
    PrometheusServer server =
        new PrometheusServer(program, URI.create("http://127.0.0.1:" + port + "/"));
    await("Prometheus is ready")
        .atMost(START_LIMIT)
        .ignoreExceptions()
        .failFast("Prometheus has ended", () -> !program.isAlive())
        .until(() -> server.get("-/ready").statusCode() == 200);
    return server;
  }

  /** Returns the current values of an instant query, without NaN. */
  List<Double> values(String query) {
    return samples(query).stream()
        .map(sample -> sample.getAsJsonArray("value").get(1).getAsDouble())
        .filter(value -> !value.isNaN())
        .toList();
  }

  /** Returns the samples of an instant query, floats and native histograms. */
  List<JsonObject> samples(String query) {
    JsonObject answer =
        json("api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    if (!answer.get("status").getAsString().equals("success")) {
      throw new IllegalArgumentException(query + ": " + answer);
    }
    return objects(answer.getAsJsonObject("data").getAsJsonArray("result"));
  }

  /** Returns every rule that is loaded. */
  List<JsonObject> rules() {
    return objects(json("api/v1/rules").getAsJsonObject("data").getAsJsonArray("groups")).stream()
        .flatMap(group -> objects(group.getAsJsonArray("rules")).stream())
        .toList();
  }

  /** Returns every target. */
  List<JsonObject> targets() {
    return objects(json("api/v1/targets").getAsJsonObject("data").getAsJsonArray("activeTargets"));
  }

  /** Returns the warnings and errors of its log. */
  List<String> complaints() {
    return program
        .output()
        .lines()
        .filter(line -> line.contains("level=warn") || line.contains("level=error"))
        .toList();
  }

  private JsonObject json(String path) {
    try {
      return JsonParser.parseString(get(path).body()).getAsJsonObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(api.resolve(path)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static List<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  @Override
  public void close() {
    program.close();
  }
}
