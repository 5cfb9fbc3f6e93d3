package io.github.servletexporter.it.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  /** Returns the names of the loaded classes of a package and those nested in it, each once. */
  Set<String> loadedClasses(String packageName) {
    Set<String> names = new TreeSet<>();
    Matcher loaded =
        Pattern.compile("\\b(" + Pattern.quote(packageName) + "\\.[\\w.$]+)/0x")
            .matcher(jcmd("VM.class_hierarchy"));
    while (loaded.find()) {
      names.add(loaded.group(1));
    }
    return names;
  }

  /** Returns the number of classes that the loader of each application has defined. */
  List<Integer> classesOfApplications() {
    return jcmd("VM.classloader_stats")
        .lines()
        .map(String::strip)
        .filter(line -> APPLICATION_LOADER.matcher(line).find())
        .map(line -> Integer.valueOf(line.split("\\s+")[3]))
        .toList();
  }

  /** Returns the used part of the metaspace. */
  double metaspaceMegabytes() {
    Matcher used =
        Pattern.compile("Both:.*committed, +([\\d.]+) MB .*used").matcher(jcmd("VM.metaspace"));
    if (!used.find()) {
      throw new IllegalStateException("no total in the metaspace statistics");
    }
    return Double.parseDouble(used.group(1));
  }

  /** Returns the size of all objects that the collector cannot free. */
  double heapMegabytes() {
    jcmd("GC.run");
    Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)").matcher(jcmd("GC.class_histogram"));
    if (!total.find()) {
      throw new IllegalStateException("no total in the class histogram");
    }
    return Long.parseLong(total.group(1)) / 1e6;
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
