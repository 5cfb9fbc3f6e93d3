package io.github.servletexporter.it.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands and blocks of docs/recycling.md or a page beside it, so that the tests follow the page.
 *
 * @param text one section of the page
 */
record RecyclingPage(String text) {
  static final Path CONTAINER_JAR = Path.of(System.getProperty("container.jar"));
  private static final String JAR = "servlet-exporter-container-<version>.jar";

  static RecyclingPage section(String title) {
    return section(Path.of(System.getProperty("recycling.page")), title);
  }

  /** Returns a section of the page about responses of the container. */
  static RecyclingPage ofResponses(String title) {
    return beside("responses.md", title);
  }

  /** Returns the section about access logs of the page for those who come from Gunicorn. */
  static RecyclingPage ofAccessLog() {
    return beside("gunicorn.md", "Access log");
  }

  /** Returns the section about clusters. */
  static RecyclingPage ofCluster() {
    return beside("tomcat-cluster.md", "Cluster");
  }

  private static RecyclingPage beside(String page, String title) {
    Path recycling = Path.of(System.getProperty("recycling.page"));
    return section(recycling.resolveSibling(page), title);
  }

  private static RecyclingPage section(Path file, String title) {
    try {
      String page = Files.readString(file);
      Matcher section =
          Pattern.compile("(?ms)^## " + Pattern.quote(title) + "$(.*?)(?=^## |\\z)").matcher(page);
      if (!section.find()) {
        throw new IllegalStateException("no section " + title);
      }
      return new RecyclingPage(section.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the code blocks in one language. */
  List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "$(.*?)^```$")
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** Runs a block of commands with the jar of this build in place of a released one. */
  String run(int block, Path directory, Map<String, Path> environment) {
    String commands =
        blocks("shell")
            .get(block)
            .replace("/path/to/" + JAR, CONTAINER_JAR.toString())
            .replace(JAR, CONTAINER_JAR.getFileName().toString());
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", commands).directory(directory.toFile());
    environment.forEach((name, value) -> shell.environment().put(name, value.toString()));
    String tools = Path.of(Jvm.tool("java")).getParent().toString();
    shell.environment().merge("PATH", tools, (path, first) -> first + File.pathSeparator + path);
    return ServerProcess.run(shell);
  }
}
