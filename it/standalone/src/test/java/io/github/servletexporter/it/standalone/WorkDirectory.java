package io.github.servletexporter.it.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Directory of one started server with its configuration, applications and logs, kept for
 * inspection after the tests.
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

  /** Removes the applications; configuration and logs are kept for inspection after the tests. */
  static void clear(Path base) {
    for (String name : List.of("webapps", "work", "temp")) {
      try (Stream<Path> files = Files.walk(base.resolve(name))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (NoSuchFileException e) {
        // Jetty has no work directory, and a server removes its temporary files when it stops.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
