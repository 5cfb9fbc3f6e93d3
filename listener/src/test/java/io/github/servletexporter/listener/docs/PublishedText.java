package io.github.servletexporter.listener.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * File that users read or load.
 *
 * @param file the path
 * @param text the content
 */
record PublishedText(Path file, String text) {

  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("filter", "sharing", "listener", "container", "bundle");
  private static final Pattern KINDS = Pattern.compile(".*\\.(md|yml|json|conf|cfg|properties)");

  static PublishedText read(String path) {
    return read(ROOT.resolve(path));
  }

  /** Returns the README and everything below docs/. */
  static List<PublishedText> all() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> KINDS.matcher(file.toString()).matches())
          .map(PublishedText::read)
          .toList();
    }
  }

  private static PublishedText read(Path file) {
    try {
      return new PublishedText(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the Java files of all modules that are published, below one of their directories. */
  static Stream<Path> sources(String directory) {
    return MODULES.stream()
        .map(module -> ROOT.resolve(module).resolve(directory))
        .filter(Files::isDirectory)
        .flatMap(PublishedText::javaFiles);
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the matches of a pattern, without repetition. */
  Collection<String> find(Pattern pattern) {
    return new TreeSet<>(pattern.matcher(text).results().map(MatchResult::group).toList());
  }

  /** Returns the matches of the first group of a pattern, without repetition. */
  Collection<String> findGroup(Pattern pattern) {
    return new TreeSet<>(pattern.matcher(text).results().map(found -> found.group(1)).toList());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
