package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Check of levels of loggers in the formats of JULI, Jetty, Logback and Log4j 2. */
final class LoggerCheck implements BlockCheck {

  private static final String OURS = "io.github.servletexporter";
  private static final Pattern LINE =
      Pattern.compile("(io\\.github\\.servletexporter[\\w.]*)\\.(level|LEVEL) ?= ?(\\w+)");
  private static final Pattern ELEMENT =
      Pattern.compile("<[lL]ogger name=\"([\\w.]+)\" level=\"(\\w+)\"/>");

  /** Levels of Jetty, Logback and Log4j 2. */
  private static final Set<String> LEVELS =
      Set.of("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  @Override
  public boolean accepts(CodeBlock block) {
    return (block.language().equals("properties") && block.text().startsWith(OURS))
        || (block.language().equals("xml")
            && block.text().toLowerCase(Locale.ROOT).startsWith("<logger"));
  }

  @Override
  public void check(CodeBlock block) {
    for (String line : block.lines()) {
      Matcher setting = LINE.matcher(line);
      Matcher element = ELEMENT.matcher(line);
      if (setting.matches()) {
        isLogger(setting.group(1));
        if (setting.group(2).equals("level")) {
          assertThat(Level.parse(setting.group(3))).isNotNull();
        } else {
          assertThat(LEVELS).contains(setting.group(3));
        }
      } else {
        assertThat(element.matches()).as(line).isTrue();
        isLogger(element.group(1));
        assertThat(LEVELS).contains(element.group(2).toUpperCase(Locale.ROOT));
      }
    }
  }

  /** Loggers are named after packages and classes. */
  private static void isLogger(String name) {
    String path = name.replace('.', '/');
    assertThat(
            Stream.of("filter", "sharing", "listener")
                .map(module -> CodeBlock.ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(root -> Stream.of(root.resolve(path), root.resolve(path + ".java"))))
        .as(name)
        .anyMatch(Files::exists);
  }
}
