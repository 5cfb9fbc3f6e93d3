package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** Check of a line of the error log: it has the fields of the exception journal, in order. */
final class JsonCheck implements BlockCheck {

  private static final Pattern FIELD = Pattern.compile("json\\.name\\(\"(\\w+)\"\\)");

  /** Fields that are absent unless there is something to say. */
  private static final List<String> OPTIONAL = List.of("suppressed", "trace_id");

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("json");
  }

  @Override
  public void check(CodeBlock block) throws Exception {
    // JSON is a subset of YAML.
    Map<String, Object> line = new Yaml().load(block.text());
    List<String> written =
        new ArrayList<>(
            Sources.find(
                FIELD,
                Sources.read(
                    ("listener/src/main/java/io/github/servletexporter/listener/journal/"
                        + "ExceptionLine.java"))));
    written.removeIf(field -> OPTIONAL.contains(field) && !line.containsKey(field));

    assertThat(line.keySet()).containsExactlyElementsOf(written);
    assertThat(line.get("stack")).isInstanceOf(List.class);
    assertThat(line.get("status")).isInstanceOf(Integer.class);
  }
}
