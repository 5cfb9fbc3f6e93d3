package io.github.servletexporter.it.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import io.github.servletexporter.it.docs.OperatorBlocks;
import io.github.servletexporter.it.operator.program.Docs;
import io.github.servletexporter.it.operator.program.Nginx;
import io.github.servletexporter.it.operator.program.Program;
import io.github.servletexporter.it.operator.program.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promtool and nginx accept what the pages show for them. */
class OperatorBlocksIT {
  private static final Path NO_INPUT = Path.of("/dev/null");

  @TempDir private Path directory;

  /** A page shows one expression, or one on each line. */
  @Test
  void promtoolAcceptsTheExpressions() throws IOException {
    String rules =
        OperatorBlocks.EXPRESSION.blocks().stream()
            .map(CodeBlock::text)
            .flatMap(text -> text.contains("\n ") ? List.of(text).stream() : text.lines())
            .map(text -> "  - record: a\n    expr: |\n" + text.strip().indent(6))
            .collect(Collectors.joining());
    Files.writeString(directory.resolve("rules.yml"), "groups:\n- name: pages\n  rules:\n" + rules);

    assertThat(rules).contains("expr");
    assertSuccess("promtool", "check", "rules", "rules.yml");
  }

  @Test
  void promtoolFindsAMistake() throws IOException {
    Files.writeString(
        directory.resolve("rules.yml"),
        "groups:\n- name: pages\n  rules:\n  - record: a\n    expr: sum(rate(a[5m])\n");

    assertThat(Program.run(directory, NO_INPUT, List.of("promtool", "check", "rules", "rules.yml")))
        .extracting(Finished::exitStatus)
        .isNotEqualTo(0);
  }

  @ParameterizedTest
  @MethodSource("prometheusBlocks")
  void promtoolAcceptsTheConfiguration(CodeBlock block) throws IOException {
    Docs.copy("prometheus", directory);
    Files.writeString(directory.resolve("page.yml"), block.text());

    assertSuccess("promtool", "check", "config", "page.yml");
  }

  @ParameterizedTest
  @MethodSource("nginxBlocks")
  void nginxAcceptsTheConfiguration(CodeBlock block) throws IOException {
    boolean server = block.text().contains("{");
    Files.writeString(
        directory.resolve("nginx.conf"),
        Nginx.configuration(
            server ? block.text() : "server {\nlocation / {\n" + block.text() + "}\n}\n"));

    assertSuccess("nginx", "-t", "-e", "stderr", "-p", directory + "/", "-c", "nginx.conf");
  }

  private static List<CodeBlock> prometheusBlocks() {
    return OperatorBlocks.PROMETHEUS.blocks();
  }

  private static List<CodeBlock> nginxBlocks() {
    return OperatorBlocks.NGINX.blocks();
  }

  private void assertSuccess(String... command) {
    Finished finished = Program.run(directory, NO_INPUT, List.of(command));

    assertThat(finished.exitStatus()).as(finished.output()).isZero();
  }
}
