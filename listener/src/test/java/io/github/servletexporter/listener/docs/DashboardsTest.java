package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares docs/grafana with the definitions. {@code -Ddocs.update=true} rewrites the files. */
class DashboardsTest {

  private static final Path DIRECTORY = Path.of("..", "docs", "grafana");

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboardsAreWrittenFromTheCatalogue(Dashboard dashboard) throws IOException {
    Path file = DIRECTORY.resolve(dashboard.name() + ".json");
    String expected = DashboardWriter.write(dashboard);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, expected);
    }

    assertThat(file).hasContent(expected);
  }

  @Test
  void thereIsNoOtherDashboard() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              dashboards().stream().map(dashboard -> dashboard.name() + ".json").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShows(Dashboard dashboard) {
    assertThat(dashboard.rows())
        .flatExtracting(Row::panels)
        .allSatisfy(
            panel -> {
              assertThat(panel.description()).endsWith(".");
              assertThat(panel.queries()).isNotEmpty();
            });
  }

  private static List<Dashboard> dashboards() {
    return Dashboard.all();
  }
}
