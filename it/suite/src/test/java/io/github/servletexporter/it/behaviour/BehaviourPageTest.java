package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BehaviourPageTest {
  private static final String TABLE =
      """
      | Situation | one | two |
      |---|---|---|
      | rain | 200 / 200 | 404 / – |
      | snow | 500 / 500 | · |
      """;

  @TempDir private Path directory;

  @Test
  void rendersWhatItReads() throws IOException {
    assertThat(page("# Title\n\nText.\n\n" + TABLE + "\nMore.\n").render()).isEqualTo(TABLE);
  }

  @Test
  void replacesOneColumnAndKeepsTheOthers() throws IOException {
    BehaviourPage page =
        page(TABLE).with(List.of("rain", "snow"), "two", Map.of("rain", "204 / 204"));

    assertThat(page.render())
        .isEqualTo(
            """
            | Situation | one | two |
            |---|---|---|
            | rain | 200 / 200 | 204 / 204 |
            | snow | 500 / 500 | · |
            """);
  }

  @Test
  void addsRowsAndDropsThoseThatAreGone() throws IOException {
    BehaviourPage page = page(TABLE).with(List.of("hail", "rain"), "one", Map.of("hail", "x"));

    assertThat(page.render())
        .isEqualTo(
            """
            | Situation | one | two |
            |---|---|---|
            | hail | x | ? |
            | rain | · | 404 / – |
            """);
  }

  private BehaviourPage page(String text) throws IOException {
    return BehaviourPage.read(Files.writeString(directory.resolve("page.md"), text));
  }
}
