package io.github.servletexporter.it.operator.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of docs/ that operators load. */
public final class Docs {
  private static final Path ROOT = Path.of("..", "..", "docs").toAbsolutePath().normalize();

  private Docs() {}

  /**
   * Returns the path of a file or directory.
   *
   * @param path relative to docs/
   */
  public static Path path(String path) {
    return ROOT.resolve(path);
  }

  /**
   * Reads a file.
   *
   * @param path relative to docs/
   */
  public static String read(String path) {
    try {
      return Files.readString(path(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies the files of a directory.
   *
   * @param path relative to docs/
   * @param target an existing directory
   */
  public static void copy(String path, Path target) {
    for (Path file : files(path)) {
      try {
        Files.copy(file, target.resolve(file.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Lists the files of a directory.
   *
   * @param path relative to docs/
   */
  public static List<Path> files(String path) {
    try (Stream<Path> files = Files.list(path(path))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
