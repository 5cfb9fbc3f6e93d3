package io.github.servletexporter.bench;

import io.github.servletexporter.bench.start.AddedTime;
import io.github.servletexporter.bench.start.AddedTime.Starts;
import io.github.servletexporter.bench.start.StandaloneServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Command that measures how much longer standalone servers take to start with the drop-in jar. */
public final class StartTime {
  private static final int GOAL_MISSED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int APPLICATIONS = 6;
  private static final int ROUNDS = 7;
  private static final int ARGUMENTS = 3;

  private StartTime() {}

  /**
   * Starts Tomcat and Jetty in turn with and without the jar, with one application and with
   * several; the exit status is 0 when both keep the goal, 1 when one does not, and 2 for wrong
   * arguments.
   *
   * @param arguments the jar and the unpacked distributions of Tomcat and Jetty, after {@code
   *     --quick} for a single round
   * @throws IOException if a server does not start
   */
  public static void main(String[] arguments) throws IOException {
    List<String> paths = new ArrayList<>(List.of(arguments));
    int rounds = paths.remove("--quick") ? 1 : ROUNDS;
    if (paths.size() != ARGUMENTS) {
      System.err.println(
          "usage: java -cp benchmarks.jar "
              + StartTime.class.getName()
              + " [--quick] JAR TOMCAT_HOME JETTY_HOME");
      System.exit(WRONG_USAGE);
    }
    Path plain = war(null);
    Path measured = war(Path.of(paths.get(0)));
    Iterator<String> homes = paths.subList(1, ARGUMENTS).iterator();
    boolean met = true;
    for (StandaloneServer server : StandaloneServer.values()) {
      Path home = Path.of(homes.next()).toAbsolutePath();
      Starts without = new Starts(Long.MAX_VALUE, Long.MAX_VALUE);
      Starts with = without;
      for (int round = 0; round < rounds; round++) {
        without = without.shortest(starts(server, home, plain));
        with = with.shortest(starts(server, home, measured));
      }
      System.out.println("      Shortest of " + rounds + " starts: " + without + ", " + with);
      AddedTime added = AddedTime.of(server.label(), without, with, APPLICATIONS);
      System.out.println(added);
      met &= added.isMet();
    }
    Files.delete(plain);
    Files.delete(measured);
    System.exit(met ? 0 : GOAL_MISSED);
  }

  private static Starts starts(StandaloneServer server, Path home, Path war) throws IOException {
    return new Starts(server.measure(home, war, 1), server.measure(home, war, APPLICATIONS));
  }

  /** Writes an application without content, except for the jar if there is one. */
  private static Path war(@Nullable Path jar) throws IOException {
    Path war = Files.createTempFile("application", ".war");
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write("<p>application</p>".getBytes(StandardCharsets.UTF_8));
      if (jar != null) {
        zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + jar.getFileName()));
        Files.copy(jar, zip);
      }
    }
    return war;
  }
}
