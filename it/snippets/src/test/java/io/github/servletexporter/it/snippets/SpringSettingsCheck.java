package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** Check of our settings in Spring Boot's YAML, and of the name of our Actuator component. */
final class SpringSettingsCheck implements BlockCheck {

  private static final String ROOT = ConfigKey.PREFIX.substring(0, ConfigKey.PREFIX.length() - 1);
  private static final String GROUP = "management.endpoint.health.group.readiness.include=";
  private static final Path COMPONENT =
      CodeBlock.ROOT.resolve(
          "spring-boot-starter/src/main/java/io/github/servletexporter/springboot/"
              + "HealthModuleAutoConfiguration.java");

  private final SettingsCheck settings;

  SpringSettingsCheck(SettingsCheck settings) {
    this.settings = settings;
  }

  @Override
  public boolean accepts(CodeBlock block) {
    return (block.language().equals("yaml") && block.text().startsWith(ROOT + ":"))
        || (block.language().equals("properties") && block.text().startsWith("management."));
  }

  @Override
  public void check(CodeBlock block) throws IOException {
    if (block.language().equals("yaml")) {
      Map<String, Object> document = new Yaml().load(block.text());
      Map<String, String> flat = new TreeMap<>();
      flatten("", document, flat);
      settings.load(flat);
    } else {
      assertThat(block.text().strip()).startsWith(GROUP);
      List<String> members = List.of(block.text().strip().substring(GROUP.length()).split(","));
      assertThat(members).hasSize(2).contains("readinessState");
      assertThat(Files.readString(COMPONENT))
          .contains("HealthIndicator " + members.get(1) + "HealthIndicator(");
    }
  }

  private static void flatten(String prefix, Object node, Map<String, String> flat) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, flat));
    } else if (node instanceof List<?> list) {
      flat.put(prefix, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
    } else {
      flat.put(prefix, String.valueOf(node));
    }
  }
}
