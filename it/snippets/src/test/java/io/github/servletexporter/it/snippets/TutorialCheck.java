package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.util.regex.Pattern;

/**
 * Check of tutorials: they say what each block is for in the words that {@code .ci/tutorials}
 * understands, which follows them from an empty folder. Their files are checked here as well.
 */
final class TutorialCheck implements BlockCheck {

  private static final Pattern FILE = Pattern.compile(".*as `[\\w./-]+`:");
  private static final Pattern SERVER =
      Pattern.compile(".*prints `[^`]+`, and runs until you press Ctrl\\+C:");
  private static final Pattern OUTPUT = Pattern.compile(".*prints.*:");

  @Override
  public boolean accepts(CodeBlock block) {
    return block.page().startsWith("docs/tutorials/");
  }

  @Override
  public void check(CodeBlock block) {
    String before = block.before();
    switch (block.language()) {
      case "shell" ->
          assertThat(
                  SERVER.matcher(before).matches()
                      || !before.contains("Ctrl+C") && !FILE.matcher(before).matches())
              .as(before)
              .isTrue();
      case "text" -> assertThat(before).matches(OUTPUT);
      default -> assertThat(before).matches(FILE);
    }
  }
}
