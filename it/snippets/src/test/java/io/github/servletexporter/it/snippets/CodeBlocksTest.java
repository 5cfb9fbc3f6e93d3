package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.servletexporter.it.docs.CodeBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code block of the documentation is compiled, parsed by what reads it, or run. A block of a
 * kind that no check accepts fails: write a {@link BlockCheck} for it, and a mistake that the check
 * finds.
 */
class CodeBlocksTest {

  @TempDir private static Path directory = Path.of("");

  private static List<BlockCheck> checks = List.of();

  @BeforeAll
  static void prepare() throws Exception {
    SettingsCheck settings = new SettingsCheck(directory);
    checks =
        List.of(
            settings,
            new SpringSettingsCheck(settings),
            new LoggerCheck(),
            new TomcatScannerCheck(),
            new DependencyCheck(),
            new WebXmlCheck(settings),
            new JavaCheck(directory),
            new ShellCheck(settings),
            new YamlCheck(),
            new OutputCheck(),
            new JsonCheck(),
            new DiagramCheck(),
            new FollowedCheck(),
            new TutorialCheck());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void isChecked(CodeBlock block) throws Exception {
    List<BlockCheck> ofBlock = checks.stream().filter(check -> check.accepts(block)).toList();
    assertThat(ofBlock).as("checks that accept the block\n%s", block.text()).isNotEmpty();
    for (BlockCheck check : ofBlock) {
      check.check(block);
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void findsMistakes(CodeBlock mistake) {
    List<BlockCheck> ofBlock = checks.stream().filter(check -> check.accepts(mistake)).toList();

    assertThat(ofBlock).isNotEmpty();
    assertThat(ofBlock)
        .as("checks that find the mistake in\n%s", mistake.text())
        .anySatisfy(check -> assertThat(catchThrowable(() -> check.check(mistake))).isNotNull());
  }

  @Test
  void eachCheckIsUsed() {
    assertThat(checks)
        .allSatisfy(
            check ->
                assertThat(blocks()).as(check.getClass().getSimpleName()).anyMatch(check::accepts));
  }

  private static List<CodeBlock> blocks() {
    return CodeBlock.all();
  }

  private static Stream<CodeBlock> mistakes() {
    return Mistakes.all();
  }
}
