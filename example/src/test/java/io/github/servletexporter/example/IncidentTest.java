package io.github.servletexporter.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @Test
  void namesAlertsThatExist() throws IOException {
    List<String> alerts =
        ALERT
            .matcher(Files.readString(Path.of("..", "docs", "prometheus", "alerts.yml")))
            .results()
            .map(alert -> alert.group(1))
            .toList();

    assertThat(Incident.all("http://127.0.0.1:8080", "http://127.0.0.1:9404"))
        .hasSizeGreaterThan(2)
        .allSatisfy(incident -> assertThat(incident.alerts()).isNotEmpty().isSubsetOf(alerts));
  }
}
