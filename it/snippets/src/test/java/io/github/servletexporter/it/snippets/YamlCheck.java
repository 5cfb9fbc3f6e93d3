package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import io.github.servletexporter.it.docs.OperatorBlocks;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * Check of YAML and of configurations of other programs: annotations of pods agree with the
 * deployment of docs/kubernetes, and Grafana's provisioning has the structure of the file in
 * docs/docker. What needs a program of an operator, the profile {@code operator} checks.
 */
final class YamlCheck implements BlockCheck {

  @Override
  public boolean accepts(CodeBlock block) {
    return Stream.of(OperatorBlocks.values()).anyMatch(program -> program.accepts(block))
        || (block.language().equals("yaml")
            && (block.text().startsWith("metadata:") || block.text().startsWith("apiVersion: 1")));
  }

  @Override
  public void check(CodeBlock block) throws IOException {
    if (block.language().equals("yaml") && block.text().startsWith("metadata:")) {
      Map<?, ?> annotations = at(new Yaml().load(block.text()), "metadata", "annotations");
      String deployment = Sources.read("docs/kubernetes/deployment.yml");
      assertThat(annotations)
          .isEqualTo(
              Map.of(
                  "prometheus.io/scrape",
                  "true",
                  "prometheus.io/port",
                  "9404",
                  "prometheus.io/path",
                  ConfigKey.PATH.defaultText()));
      assertThat(deployment).contains("containerPort: 9404");
    } else if (block.language().equals("yaml") && block.text().startsWith("apiVersion")) {
      assertThat(structure(new Yaml().load(block.text())))
          .isEqualTo(
              structure(new Yaml().load(Sources.read("docs/docker/grafana-dashboards.yml"))));
    } else {
      assertThat(
              Sources.read(
                  "it/operator/src/test/java/io/github/servletexporter/it/operator/prometheus/"
                      + "OperatorBlocksIT.java"))
          .contains("OperatorBlocks." + kind(block));
    }
  }

  private static OperatorBlocks kind(CodeBlock block) {
    return Stream.of(OperatorBlocks.values())
        .filter(kind -> kind.accepts(block))
        .findFirst()
        .orElseThrow();
  }

  private static Map<?, ?> at(Object document, String... keys) {
    Object node = document;
    for (String key : keys) {
      node = ((Map<?, ?>) node).get(key);
      assertThat(node).as(key).isNotNull();
    }
    return (Map<?, ?>) node;
  }

  /** Returns the keys of maps, with types in place of values. */
  private static String structure(Object node) {
    if (node instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + structure(entry.getValue()))
          .sorted()
          .toList()
          .toString();
    }
    return node instanceof List<?> list
        ? list.stream().map(YamlCheck::structure).toList().toString()
        : node.getClass().getSimpleName();
  }
}
