package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.operator.program.Docs;
import io.github.servletexporter.it.operator.program.Program;
import io.github.servletexporter.it.operator.program.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promtool accepts the files of docs/prometheus. */
class PromtoolIT {
  private static final Path NO_INPUT = Path.of("/dev/null");

  @TempDir private Path directory;

  @BeforeEach
  void copy() {
    Docs.copy("prometheus", directory);
  }

  @Test
  void theRulesAreValid() {
    assertSuccess("check", "rules", "alerts.yml", "recording-rules.yml");
  }

  @Test
  void everyAlertIsQuietAndFiresAsItsTestsSay() {
    assertSuccess("test", "rules", "alerts.test.yml", "recording-rules.test.yml");
  }

  @Test
  void theConfigurationFindsItsRules() {
    Finished check = assertSuccess("check", "config", "prometheus.yml");

    assertThat(check.output()).contains("2 rule files found");
  }

  @Test
  void theConfigurationWithSecretsFindsItsFiles() throws IOException {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    for (String name : List.of("scrape-password", "scrape-token")) {
      Files.writeString(secrets.resolve(name), "secret");
    }
    for (String name : List.of("ca.pem", "prometheus.pem", "prometheus.key")) {
      Files.writeString(secrets.resolve(name), "");
    }

    assertSuccess("check", "config", "prometheus-secured.yml");
  }

  private Finished assertSuccess(String... arguments) {
    List<String> command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
    Finished finished = Program.run(directory, NO_INPUT, command);
    assertThat(finished.exitStatus()).as(finished.output()).isZero();
    return finished;
  }
}
