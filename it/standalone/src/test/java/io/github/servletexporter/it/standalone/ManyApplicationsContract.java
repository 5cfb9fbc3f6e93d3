package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Cost of the drop-in jar in a Tomcat of many applications that configure nothing. Prints the
 * figures of docs/operations.md, which are those of {@code -Dmany.applications=100}.
 */
interface ManyApplicationsContract extends OnServer {
  int APPLICATIONS = Integer.getInteger("many.applications", 3);

  /** Classes of servlet-exporter in one application, with those of its lambdas. */
  int MOST_CLASSES = 300;

  /** Libraries, scrapes, JVM metrics, store, port, status page, journal, hooks, TLS, reload. */
  Pattern NOT_CONFIGURED =
      Pattern.compile(
          "\\.shaded\\."
              + "|\\.servletexporter\\.sharing\\."
              + "|\\.listener\\.(application|exposition|journal|jvm|server|sharing|status|union)\\."
              + "|\\.(Presentation|Pages|Collectors|HookLoader|TlsContext|ConfigWatch)$");

  Path distribution();

  @Test
  @OwnServer
  @Tag("full")
  default void needsOneThreadAndFewClassesForEachApplication() {
    War war = War.of(OkServlet.class);
    Footprint without = Footprint.of(distribution(), APPLICATIONS, war.build(), Long.MAX_VALUE);
    Footprint with =
        Footprint.of(
            distribution(), APPLICATIONS, war.withBundle().build(), without.openArchives());
    print(without, with);

    assertThat(with.threads())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, APPLICATIONS)
                .mapToObj(i -> "servlet-exporter-housekeeping /app" + i)
                .toList());
    assertThat(with.classes()).allMatch(classes -> classes <= MOST_CLASSES);
    assertThat(with.names()).contains("io.github.servletexporter.filter.MetricsFilter");
    assertThat(with.names()).filteredOn(name -> NOT_CONFIGURED.matcher(name).find()).isEmpty();
  }

  private static void print(Footprint without, Footprint with) {
    System.out.printf(
        Locale.ROOT,
        "%d applications: start %d ms without the jar, %d ms with it; for each application"
            + " %.0f ms, %.2f MB of metaspace, %.2f MB of heap, %d threads, %d classes%n",
        APPLICATIONS,
        without.startMillis(),
        with.startMillis(),
        (double) (with.startMillis() - without.startMillis()) / APPLICATIONS,
        (with.metaspaceMegabytes() - without.metaspaceMegabytes()) / APPLICATIONS,
        (with.heapMegabytes() - without.heapMegabytes()) / APPLICATIONS,
        with.threads().size() / APPLICATIONS,
        with.classes().stream().mapToInt(classes -> classes).max().orElse(0));
  }
}
