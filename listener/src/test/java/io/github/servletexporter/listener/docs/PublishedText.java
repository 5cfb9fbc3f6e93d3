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
 * A file that users read or load.
 *
 * @param file where it is
 * @param text what it says
 */
record PublishedText(Path file, String text) {

  private static final Path ROOT = Path.of("..");
  private static final Pattern KINDS = Pattern.compile(".*\\.(md|yml|json|conf|cfg)");

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

  /** Returns what a pattern finds, without repetition. */
  Collection<String> find(Pattern pattern) {
    return new TreeSet<>(pattern.matcher(text).results().map(MatchResult::group).toList());
  }

  /** Returns what the first group of a pattern finds, without repetition. */
  Collection<String> findGroup(Pattern pattern) {
    return new TreeSet<>(pattern.matcher(text).results().map(found -> found.group(1)).toList());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
