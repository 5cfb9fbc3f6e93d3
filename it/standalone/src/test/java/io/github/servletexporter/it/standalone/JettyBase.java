package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Jetty base, created with Jetty's own start.jar, or copied from one with the same modules. */
final class JettyBase {
  /** Created bases without applications, by Jetty and modules. */
  private static final Map<List<Object>, JettyBase> CREATED = new ConcurrentHashMap<>();

  private final Path home;
  private final Path directory;

  private JettyBase(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  /** Creates a base with one environment: ee8 uses javax.servlet, later ones jakarta.servlet. */
  static JettyBase of(Path home, String environment) {
    return make(home, environment + "-deploy," + environment + "-annotations");
  }

  /** Creates a base without the module that scans for annotations and container initializers. */
  static JettyBase withoutAnnotations(Path home, String environment) {
    return make(home, environment + "-deploy");
  }

  /** Creates a base that runs JSP pages too. */
  static JettyBase withPages(Path home, String environment) {
    return make(home, environment + "-deploy," + environment + "-jsp");
  }

  private static JettyBase make(Path home, String modules) {
    JettyBase created =
        CREATED.computeIfAbsent(List.of(home, modules), key -> create(home, modules));
    JettyBase base = new JettyBase(home, WorkDirectory.create(home));
    try (Stream<Path> files = Files.list(created.directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        WorkDirectory.copy(file, base.directory.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return base;
  }

  private static JettyBase create(Path home, String modules) {
    JettyBase base = new JettyBase(home, WorkDirectory.create(home));
    ServerProcess.run(base.java("--add-modules=http,requestlog," + modules));
    base.logEveryRequest();
    return base;
  }

  /** Replaces the default log writer, which drops requests that arrive faster than it writes. */
  private void logEveryRequest() {
    Path file = Path.of("etc/jetty-requestlog.xml");
    try {
      Files.createDirectories(directory.resolve("etc"));
      Files.copy(home.resolve(file), directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    replace(directory.resolve(file), ".server.AsyncRequestLogWriter", ".server.RequestLogWriter");
  }

  /** Follows the documentation, and then changes the numbers in the created files. */
  JettyBase withRecyclingPool(int threads, int maxRequests, int jitter) {
    RecyclingPage page = RecyclingPage.section("Standalone Jetty");
    Map<String, Path> places = Map.of("JETTY_HOME", home, "JETTY_BASE", directory);
    Path before = directory.resolve("start.d/threadpool.ini");
    Path settings = directory.resolve("start.d/servlet-exporter-threadpool.ini");
    String sizes =
        "jetty.threadPool.minThreads=%1$d%njetty.threadPool.maxThreads=%1$d%n".formatted(threads);
    if (Files.exists(before)) {
      append(before, sizes + "jetty.threadPool.reservedThreads=2\n");
      assertThatThrownBy(() -> page.run(0, directory, places))
          .hasMessageContaining("provides threadpool, which is already provided by threadpool");
      page.run(1, directory, places);
    } else {
      page.run(0, directory, places);
      append(settings, sizes);
    }
    assertThat(page.run(2, directory, places)).contains("servlet-exporter-threadpool");
    replace(settings, ".maxRequests=1000", ".maxRequests=" + maxRequests);
    replace(settings, ".maxRequestsJitter=100", ".maxRequestsJitter=" + jitter);
    return this;
  }

  /** Follows the documentation. */
  JettyBase withResponseCounter() {
    RecyclingPage page = RecyclingPage.ofResponses("Standalone Jetty");
    page.run(0, directory, Map.of("JETTY_HOME", home, "JETTY_BASE", directory));
    return this;
  }

  /** Follows the documentation. */
  JettyBase withDetailedAccessLog() {
    append(
        directory.resolve("start.d/requestlog.ini"),
        RecyclingPage.ofAccessLog().blocks("properties").get(0));
    return this;
  }

  private static void append(Path file, String lines) {
    try {
      Files.writeString(file, lines, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path file, String from, String to) {
    try {
      String text = Files.readString(file);
      assertThat(text).contains(from);
      Files.writeString(file, text.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a command that runs start.jar on this base. */
  ProcessBuilder java(String... arguments) {
    try {
      List<String> command = new ArrayList<>();
      command.add(Jvm.tool("java"));
      command.addAll(JvmOptions.LIST);
      command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("temp")));
      command.addAll(List.of("-jar", home.resolve("start.jar").toString()));
      command.addAll(List.of(arguments));
      return new ProcessBuilder(command).directory(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }
}
