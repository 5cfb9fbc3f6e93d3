package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.it.operator.program.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README starts a Prometheus, and each incident fires its alerts. */
class DemonstrationIT {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void everyIncidentFiresItsAlerts() {
    int port = Ports.free();
    int prometheusPort = Ports.free();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dservlet-exporter.port=" + port,
            "-cp",
            System.getProperty("java.class.path"),
            "io.github.servletexporter.example.ExampleApp",
            "--incident",
            "--port=0",
            "--prometheus-port=" + prometheusPort);
    try (Program example = Program.start(directory, directory.resolve("log"), command)) {
      await("the incidents are over")
          .atMost(LIMIT)
          .failFast("the example has ended", () -> !example.isAlive())
          .until(() -> example.output().contains("The incidents are over"));

      assertThat(example.output())
          .contains("http://127.0.0.1:" + port + "/status")
          .contains("http://127.0.0.1:" + prometheusPort + "/alerts")
          .contains("firing    ServletPoolBusy, ServletPoolQueue, ServletWorkersStuck")
          .contains("firing    ServletErrorBudgetBurnsFast, ServletExceptionsJump")
          .contains("firing    ServletSmugglingAttempts")
          .contains("firing    ServletSeriesDropped")
          .doesNotContain("did not fire");
    }
  }
}
