package io.github.servletexporter.it.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where one started server keeps its configuration, applications and logs; stays there for a look
 * after the tests.
 */
final class WorkDirectory {
  private WorkDirectory() {}

  static Path create(Path home) {
    try {
      Path servers =
          Files.createDirectories(Path.of(System.getProperty("work.directory"), "servers"));
      return Files.createTempDirectory(servers, home.getFileName() + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
