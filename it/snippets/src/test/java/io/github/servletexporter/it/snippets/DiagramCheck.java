package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Check of Mermaid's flow charts: they have the syntax that we use, and types that exist. */
final class DiagramCheck implements BlockCheck {

  private static final String NODE = "\\w+(?:\\[\\(.+?\\)]|\\(\\[.+?]\\)|\\[.+?])?";
  private static final String ARROW = " (?:<-->|-->)(?:\\|[^|]+\\|)? ";
  private static final Pattern LINE =
      Pattern.compile(
          "flowchart LR|end|subgraph \\w+\\[\"[^\"]+\"]|" + NODE + "(?:" + ARROW + NODE + ")*");
  private static final Pattern TYPE = Pattern.compile("\\b([A-Z][a-z]+[A-Z]\\w+)\\b");

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("mermaid");
  }

  @Override
  public void check(CodeBlock block) {
    List<String> lines = block.lines().stream().map(String::strip).toList();
    assertThat(lines).allMatch(line -> LINE.matcher(line).matches());
    assertThat(lines.stream().filter(line -> line.startsWith("subgraph")))
        .hasSize((int) lines.stream().filter("end"::equals).count());
    Set<String> types =
        Sources.all(".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(Sources.find(TYPE, block.text())).isNotEmpty().isSubsetOf(types);
  }
}
