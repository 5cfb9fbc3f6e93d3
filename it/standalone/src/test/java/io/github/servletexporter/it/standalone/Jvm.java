package io.github.servletexporter.it.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java process that is inspected with the JDK's {@code jcmd}. */
record Jvm(long pid) {
  /**
   * Class loader of which every application has exactly one, in Tomcat and in all of Jetty's
   * environments.
   */
  private static final Pattern APPLICATION_LOADER =
      Pattern.compile("(?i)\\.(Parallel)?WebAppClassLoader$");

  private static final Pattern INSTANCES = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)");
  private static final Pattern THREAD = Pattern.compile("^\"([^\"]*)\"");

  /** Returns a tool of the JDK that runs the tests. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /**
   * Returns the number of applications that the collector cannot free: one for each deployed
   * application, and one for each that leaked.
   */
  long liveApplications() {
    return instances(APPLICATION_LOADER);
  }

  long liveInstances(String className) {
    return instances(Pattern.compile("^" + Pattern.quote(className) + "$"));
  }

  List<String> threads() {
    return jcmd("Thread.print")
        .lines()
        .map(THREAD::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  private long instances(Pattern className) {
    // The histogram itself runs after a full collection; an earlier one lets references be
    // processed first.
    jcmd("GC.run");
    return jcmd("GC.class_histogram")
        .lines()
        .map(INSTANCES::matcher)
        .filter(line -> line.find() && className.matcher(line.group(2)).find())
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }

  private String jcmd(String command) {
    return ServerProcess.run(
        new ProcessBuilder(
            tool("jcmd"),
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC",
            Long.toString(pid),
            command));
  }
}
