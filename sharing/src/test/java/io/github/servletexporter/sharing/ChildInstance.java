package io.github.servletexporter.sharing;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Instance in a JVM of its own, for tests that kill it. */
final class ChildInstance {

  static final Duration INTERVAL = Duration.ofMillis(100);

  private ChildInstance() {}

  /** Publishes one hundred requests to a directory until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    try (SharedStore store = open(Path.of(arguments[0]), 100)) {
      store.start();
      while (System.in.read() >= 0) {
        // The test writes nothing and closes the stream.
      }
    }
  }

  static SharedStore open(Path directory, double requests) {
    return new SharedStore(
        new WebApp("/shop", ChildInstance.class.getClassLoader()),
        new StoreConfig(new StoreConfig.Directory(directory), INTERVAL, true),
        () -> Samples.VERSIONS,
        () -> Samples.requests(requests));
  }

  static Process start(Path directory) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            ChildInstance.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
