package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.it.docs.CodeBlock;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.config.ConfigLoader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Check of quoted output: samples are compared with the metric catalogue, problems of a
 * configuration with those that the configuration loader reports, and all other lines with the
 * messages in the code.
 */
final class OutputCheck implements BlockCheck {

  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)\\{(.*)} [0-9.]+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");
  private static final List<String> SUFFIXES = List.of("_count", "_sum", "_bucket");

  private static final Pattern SETTING =
      Pattern.compile("([\\w.-]+)(?:=|: expected .*, but was \")([^\\s\"]+)\"? \\(([^)]+)\\)");
  private static final Pattern UNKNOWN = Pattern.compile("(\\w+): unknown key \\(([^)]+)\\)");

  private final Messages messages = Messages.ofCode();

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("text") && !block.text().startsWith("ACL ");
  }

  @Override
  public void check(CodeBlock block) throws IOException {
    if (block.page().startsWith("docs/tutorials/") && !block.text().contains("{")) {
      return; // The tutorial's check compares it.
    }
    List<String> problems = block.lines().stream().filter(line -> line.startsWith("  ")).toList();
    if (!problems.isEmpty()) {
      isReported(problems.stream().map(String::strip).toList());
    }
    for (String line : block.lines()) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        isASample(sample.group(1), sample.group(2));
      } else if (!line.startsWith("  ")) {
        assertThat(messages.contain(line)).as("message in the code: %s", line).isTrue();
      }
    }
  }

  private static void isASample(String name, String labels) {
    MetricDefinition family =
        MetricCatalog.all().stream()
            .filter(
                each ->
                    each.name().equals(name)
                        || SUFFIXES.stream().anyMatch(s -> name.equals(each.name() + s)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no metric " + name));
    assertThat(Sources.find(LABEL, labels))
        .as(name)
        .containsExactlyInAnyOrderElementsOf(family.labels());
  }

  /** Loads a configuration with these problems and compares what is reported. */
  private static void isReported(List<String> problems) throws IOException {
    Map<String, Map<String, String>> sources = new HashMap<>();
    for (String line : problems) {
      Matcher setting = SETTING.matcher(line);
      while (setting.find()) {
        String place = setting.group(3);
        place(place, sources).put(name(setting.group(1), place), setting.group(2));
      }
      Matcher unknown = UNKNOWN.matcher(line);
      while (unknown.find()) {
        place(unknown.group(2), sources).put(unknown.group(1), "1");
      }
    }
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      ConfigLoader loader =
          new ConfigLoader(
              sources.getOrDefault("system property", Map.of()),
              sources.getOrDefault("environment variable", Map.of()),
              sources.getOrDefault("context-param", Map.of()),
              Map.of(),
              empty);
      ConfigException reported = catchThrowableOfType(ConfigException.class, loader::load);

      assertThat(reported.getMessage().lines().skip(1).map(OutputCheck::withoutPlace))
          .containsExactlyInAnyOrderElementsOf(
              problems.stream().map(OutputCheck::withoutPlace).toList());
    }
  }

  /** Problems name keys, whatever their source calls them. */
  private static String name(String key, String place) {
    return place.equals("environment variable")
        ? key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')
        : key;
  }

  /** Files and Spring Boot's sources are replaced by context-params. */
  private static Map<String, String> place(String name, Map<String, Map<String, String>> sources) {
    boolean own = Stream.of("system property", "environment variable").anyMatch(name::equals);
    return sources.computeIfAbsent(own ? name : "context-param", place -> new HashMap<>());
  }

  private static String withoutPlace(String problem) {
    return problem
        .strip()
        .replaceAll("\\((file [^)]*|context-param|class path [^)]*)\\)", "(context-param)");
  }
}
