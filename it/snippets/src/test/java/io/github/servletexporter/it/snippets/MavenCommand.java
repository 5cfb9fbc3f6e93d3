package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines of Maven: goals, modules, profiles, properties and tests exist. */
final class MavenCommand {

  private static final Set<String> PHASES =
      Set.of("compile", "test", "package", "verify", "install", "clean");
  private static final Set<String> GOALS =
      Set.of(
          "spotless:apply",
          "exec:java",
          "versions:set",
          "versions:set-property",
          "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack");

  /** Properties of Maven's plugins. */
  private static final Set<String> FOREIGN =
      Set.of(
          "skipTests",
          "test",
          "it.test",
          "surefire.failIfNoSpecifiedTests",
          "failsafe.failIfNoSpecifiedTests",
          "exec.args",
          "newVersion",
          "property",
          "generateBackupPoms",
          "artifact",
          "outputDirectory");

  private static final Set<String> FLAGS = Set.of("-q", "-o", "-am", "-B", "-ntp");
  private static final Pattern PROPERTY = Pattern.compile("-D([\\w.-]+)(?:=(.*))?");

  private final String poms =
      Sources.all("pom.xml").stream().map(Sources::read).collect(Collectors.joining());
  private final List<Path> sources = Sources.all(".java");
  private final String code =
      sources.stream()
          .filter(file -> !file.toString().contains("/it/snippets/"))
          .map(Sources::read)
          .collect(Collectors.joining());

  void check(List<String> words) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-pl")) {
        i++;
        modules(words.get(i));
      } else if (word.startsWith("-P")) {
        for (String profile : word.substring(2).split(",", -1)) {
          assertThat(poms).contains("<id>" + profile + "</id>");
        }
      } else if (word.startsWith("-D")) {
        property(word);
      } else if (!FLAGS.contains(word)) {
        assertThat(PHASES.contains(word) || GOALS.contains(word)).as(word).isTrue();
      }
    }
  }

  private static void modules(String modules) {
    for (String module : modules.split(",", -1)) {
      assertThat(Sources.file(module).resolve("pom.xml")).exists();
    }
  }

  private void property(String word) {
    var property = PROPERTY.matcher(word);
    assertThat(property.matches()).as(word).isTrue();
    String name = property.group(1);
    assertThat(
            FOREIGN.contains(name)
                || poms.contains("<" + name + ">")
                || poms.contains("<name>" + name + "</name>")
                || poms.contains("${" + name + "}")
                || code.contains("\"" + name + "\""))
        .as("property %s", name)
        .isTrue();
    String value = property.group(2);
    if (name.equals("test") || name.equals("it.test")) {
      for (String test : value.split(",", -1)) {
        isATest(test);
      }
    } else if (name.equals("exec.args")) {
      assertThat(code).contains("\"" + value + "\"");
    }
  }

  private void isATest(String selection) {
    String[] parts = selection.split("#", -1);
    String file = parts[0].replace("*", "\\w*") + "\\.java";
    assertThat(
            parts[0].equals("None")
                || sources.stream().anyMatch(path -> path.getFileName().toString().matches(file)))
        .as("test %s", selection)
        .isTrue();
    for (int i = 1; i < parts.length; i++) {
      assertThat(code).contains(" void " + parts[i] + "(");
    }
  }
}
