package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Javadoc opens with a noun phrase or a verb, as in the JDK, and not with an indirect question. */
class JavadocTest {

  private static final Pattern QUESTION =
      Pattern.compile(
          "/\\*\\*[\\s*]*((?:What|Who|Whose|How|Where|Whether|When|Which|Why)\\b[^\\n]*)");

  @ParameterizedTest
  @ValueSource(strings = "src/main")
  void opensWithoutAnIndirectQuestion(String directory) throws IOException {
    List<Path> files = PublishedText.sources(directory).toList();

    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(QUESTION.matcher(Files.readString(file)).results().map(found -> found.group(1)))
          .as(file.toString())
          .isEmpty();
    }
  }
}
