package io.github.servletexporter.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

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
        "check --config a b"
      })
  void explainsItsUseWhenTheCommandLineIsNotValid(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThat(run(words)).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains("usage: java -jar");
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "check --help", "check -h"})
  void printsItsHelp(String line) {
    assertThat(run(List.of(line.split(" ")))).isZero();

    assertThat(printed())
        .startsWith("usage: java -jar servlet-exporter-bundle-<version>.jar check [--config FILE]");
    assertThat(err.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "check --version"})
  void printsItsVersion(String line) {
    assertThat(run(List.of(line.split(" ")))).isZero();

    assertThat(printed()).startsWith("servlet-exporter ");
  }

  @Test
  void suggestsTheKeyWhosePrefixIsMissing() throws Exception {
    assertThat(run(List.of("check", "--config", config("port=9404")))).isEqualTo(1);

    assertThat(printed()).contains("did you mean servlet-exporter.port?");
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
        .contains("ok    metrics port 127.0.0.1:0 can be bound")
        .contains("ok    shared store (directory) is readable: 0 instances")
        .contains("ok    shared store (directory) is writable")
        .contains("ok    servlet-exporter.error-log: writable: ")
        .contains("0 failed, 0 warnings")
        .doesNotContain("secret");
    assertThat(store).isEmptyDirectory();
    assertThat(directory.resolve("errors.json")).doesNotExist();
  }

  @Test
  void reportsEveryInvalidValueThoughTheApplicationWouldStart() throws Exception {
    String config =
        config(
            "servlet-exporter.port=x",
            "servlet-exporter.prot=1",
            "servlet-exporter.on-invalid-configuration=disable");

    assertThat(run(List.of("check", "--config", config))).isEqualTo(1);

    assertThat(printed())
        .contains("FAIL  servlet-exporter.port: expected a whole number from 0 to 65535")
        .contains("FAIL  servlet-exporter.prot: ")
        .contains("2 failed");
  }

  @Test
  void reportsWhatDoesNotWorkOnThisMachine() throws Exception {
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
        .contains("cannot be bound")
        .contains("directory does not exist")
        .contains("shared store (redis) is not readable")
        .contains("3 failed");
  }

  @Test
  void warnsOfAnOpenMetricsPort() throws Exception {
    String config = config("servlet-exporter.port=0", "servlet-exporter.bind-address=0.0.0.0");

    assertThat(run(List.of("check", "--config", config))).isZero();

    assertThat(printed()).contains("warn  metrics port 0.0.0.0:0 is open to every client");
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
