package io.github.servletexporter.bench.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Server that is unpacked from its distribution and started with copies of one application. */
public enum StandaloneServer {
  /** Tomcat with its own configuration, except for the ports. */
  TOMCAT("Tomcat", "Server startup in \\[(\\d+)\\] milliseconds") {
    @Override
    void create(Path home, Path base) throws IOException {
      copy(home.resolve("conf"), base.resolve("conf"));
      for (String directory : List.of("logs", "temp", "webapps", "work")) {
        Files.createDirectories(base.resolve(directory));
      }
      Path settings = base.resolve("conf/server.xml");
      Files.writeString(
          settings,
          Files.readString(settings)
              .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
              .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"0\""));
    }

    @Override
    List<String> arguments(Path home, Path base) {
      String path = home.resolve("bin/bootstrap.jar") + File.pathSeparator;
      return List.of(
          "-Dcatalina.home=" + home,
          "-Dcatalina.base=" + base,
          "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
          "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
          "-cp",
          path + home.resolve("bin/tomcat-juli.jar"),
          "org.apache.catalina.startup.Bootstrap",
          "start");
    }
  },
  /** Jetty with the modules that run applications of Jakarta EE 11 and find initializers. */
  JETTY("Jetty", "Started oejs\\.Server@.* @(\\d+)ms") {
    @Override
    void create(Path home, Path base) throws IOException {
      Files.createDirectories(base);
      String modules = "--add-modules=http,ee11-deploy,ee11-annotations";
      try {
        run(base, List.of("-jar", jar(home), modules)).waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    List<String> arguments(Path home, Path base) {
      return List.of("-jar", jar(home), "jetty.http.host=127.0.0.1", "jetty.http.port=0");
    }
  };

  private final String label;
  private final Pattern started;

  StandaloneServer(String label, String started) {
    this.label = label;
    this.started = Pattern.compile(started);
  }

  /** Creates the directory of a server that has no application yet. */
  abstract void create(Path home, Path base) throws IOException;

  /** Returns the arguments of the JVM that runs the server. */
  abstract List<String> arguments(Path home, Path base);

  /** Returns the name as a report writes it. */
  public String label() {
    return label;
  }

  /** Returns the milliseconds of the start if a line of the log states them. */
  public OptionalLong startMillis(String line) {
    Matcher matcher = started.matcher(line);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /**
   * Starts the server with copies of an application, and stops it.
   *
   * @param home distribution of the server
   * @param war application
   * @param number number of copies
   * @return the milliseconds that the server's log states
   * @throws IOException if the server does not start
   */
  public long measure(Path home, Path war, int number) throws IOException {
    Path base = Files.createTempDirectory("start");
    try {
      create(home, base);
      for (int i = 1; i <= number; i++) {
        Files.copy(war, base.resolve("webapps").resolve("app" + i + ".war"));
      }
      Process process = run(base, arguments(home, base));
      try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
        return startMillis(log);
      } finally {
        process.destroyForcibly().onExit().join();
      }
    } finally {
      delete(base);
    }
  }

  private long startMillis(BufferedReader log) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      OptionalLong millis = startMillis(line);
      if (millis.isPresent()) {
        return millis.getAsLong();
      }
      lines.add(line);
    }
    throw new IOException(label + " did not start:\n" + String.join("\n", lines));
  }

  private static Process run(Path base, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(base.resolve("temp")));
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(base.toFile()).redirectErrorStream(true).start();
  }

  private static String jar(Path home) {
    return home.resolve("start.jar").toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(each, to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
