package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another Java process, seen through the JDK's own {@code jcmd}. */
record Jvm(long pid) {
  /** Every application has exactly one of these, in Tomcat and in all of Jetty's environments. */
  private static final Pattern APPLICATION_LOADER =
      Pattern.compile("(?i)\\.(Parallel)?WebAppClassLoader$");

  private static final Pattern INSTANCES = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)");
  private static final Pattern THREAD = Pattern.compile("^\"([^\"]*)\"");

  static Path java(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool);
  }

  /**
   * How many applications the collector cannot free: one per deployed one, and every one that
   * leaked.
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
    // The histogram itself runs after a full collection; the one before it lets references be
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
    try {
      Process jcmd =
          new ProcessBuilder(java("jcmd").toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      String answer = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
      if (jcmd.waitFor() != 0) {
        throw new IllegalStateException(answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
