package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Modules that the pages enable are in the distribution of Jetty, or in our jar. */
class JettyModulesIT {

  private static final Pattern OPTION = Pattern.compile("--add-modules=([\\w.,-]+)");
  private static final Path DOCS = Path.of(System.getProperty("recycling.page")).resolveSibling("");
  private static final Path HOME = Path.of(System.getProperty("jetty121.home"));

  @Test
  void documentedModulesExist() throws IOException {
    assertThat(named())
        .hasSizeGreaterThan(5)
        .filteredOn(module -> !module.startsWith("servlet-exporter-"))
        .allSatisfy(module -> assertThat(HOME.resolve("modules/" + module + ".mod")).exists());
  }

  private static List<String> named() throws IOException {
    List<String> modules = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(DOCS)) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        // In jlink's option of the same name, modules are those of Java.
        OPTION
            .matcher(Files.readString(page))
            .results()
            .flatMap(option -> Stream.of(option.group(1).split(",", -1)))
            .filter(module -> !module.startsWith("java.") && !module.startsWith("jdk."))
            .forEach(modules::add);
      }
    }
    return modules;
  }
}
