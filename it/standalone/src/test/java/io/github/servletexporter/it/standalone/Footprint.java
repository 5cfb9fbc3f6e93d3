package io.github.servletexporter.it.standalone;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Threads, classes and memory of a Tomcat that has started with some copies of one application.
 *
 * @param startMillis duration of the start, as Tomcat logs it
 * @param metaspaceMegabytes used metaspace
 * @param heapMegabytes objects on the heap after a collection
 * @param threads names of the threads of servlet-exporter
 * @param classes number of classes of each application
 * @param names names of the loaded classes of servlet-exporter
 * @param openArchives number of archives that are open
 */
record Footprint(
    long startMillis,
    double metaspaceMegabytes,
    double heapMegabytes,
    List<String> threads,
    List<Integer> classes,
    Set<String> names,
    long openArchives) {

  private static final Pattern STARTED =
      Pattern.compile("Server startup in \\[(\\d+)\\] milliseconds");
  private static final String OPEN_ARCHIVE = "java.util.zip.ZipFile$Source";
  private static final Duration UNTIL_CLOSED = Duration.ofMinutes(1);

  /**
   * Starts a server, measures and stops it.
   *
   * @param mostArchives number of open archives to wait for: some seconds after the start, Tomcat
   *     closes those of applications, whose directories take memory until then
   */
  static Footprint of(Path distribution, int number, Path war, long mostArchives) {
    try (TomcatServer tomcat =
        TomcatServer.start(TomcatBase.of(distribution).withApplications(number, war))) {
      Jvm jvm = tomcat.jvm();
      await().atMost(UNTIL_CLOSED).until(() -> jvm.liveInstances(OPEN_ARCHIVE) <= mostArchives);
      return new Footprint(
          startMillis(tomcat.log()),
          jvm.metaspaceMegabytes(),
          jvm.heapMegabytes(),
          jvm.threads().stream().filter(name -> name.startsWith("servlet-exporter-")).toList(),
          jvm.classesOfApplications(),
          jvm.loadedClasses("io.github.servletexporter"),
          jvm.liveInstances(OPEN_ARCHIVE));
    }
  }

  private static long startMillis(List<String> log) {
    return log.stream()
        .map(STARTED::matcher)
        .filter(Matcher::find)
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .findFirst()
        .orElseThrow();
  }
}
