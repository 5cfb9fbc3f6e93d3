package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.filter.setting.DeadlineAction;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.Container.Family;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.hook.LifecycleHook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every metric of the catalogue is on the scrape of an application in which everything happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatalogBehaviour {
  /** Jetty's connectors have no connection limit unless one is added. */
  private static final Map<Family, Set<String>> MISSING =
      Map.of(Family.JETTY, Set.of(MetricCatalog.CONNECTIONS_MAX.name()));

  /**
   * Metrics of what the test application does not use: WebSockets, JDBC pools, a shared metrics
   * port, credentials, watched files.
   */
  private static final Set<String> UNUSED =
      Set.of(
          MetricCatalog.WEBSOCKET_CONNECTIONS.name(),
          MetricCatalog.JDBC_CONNECTIONS.name(),
          MetricCatalog.JDBC_CONNECTIONS_MAX.name(),
          MetricCatalog.JDBC_PENDING_REQUESTS.name(),
          MetricCatalog.APPLICATION_UP.name(),
          MetricCatalog.AUTH_FAILURES.name(),
          MetricCatalog.CONFIG_RELOAD_SUCCESSFUL.name(),
          MetricCatalog.CONFIG_RELOAD_TIME.name());

  /** Metrics about all instances, which only the merged view has. */
  private static final Set<String> OF_MERGED_VIEW =
      Set.of(
          MetricCatalog.INSTANCES.name(),
          MetricCatalog.INSTANCE_EXITS.name(),
          MetricCatalog.INSTANCE_INFO.name());

  /** Prefixes of our metrics; {@code jvm_} and {@code process_} metrics are client_java's. */
  private static final List<String> OUR_PREFIXES =
      List.of("http_server_", "servlet_", "db_client_");

  private static final String LE = "le";

  private final Container container;
  private Deployment deployment;
  private Scrape scrape;

  CatalogBehaviour(Container container) {
    this.container = container;
  }

  /** Hook that does nothing; its presence is enough. */
  public static final class IdleHook implements LifecycleHook {
    /** Creates the hook; the exporter calls this constructor. */
    public IdleHook() {}
  }

  @BeforeAll
  void letEverythingHappen(@TempDir Path store) throws Exception {
    Config config =
        Config.builder()
            .set(ConfigKey.TRUSTED_PROXIES, List.of("127.0.0.1"))
            .set(ConfigKey.QUEUE_DEADLINE, Duration.ofMinutes(1))
            .set(ConfigKey.QUEUE_ACTION, DeadlineAction.SHED)
            .set(ConfigKey.HOOKS, List.of(IdleHook.class.getName()))
            .set(ConfigKey.SLOW_REQUEST, Duration.ofMillis(1))
            .set(ConfigKey.PORT, 0)
            .set(ConfigKey.MULTIPROC_DIR, store)
            .build();
    deployment = Deployment.start(container, ContainerSettings.defaults(), config);
    deployment.stage().post("/ok", "hello");
    deployment.stage().get("/throw/runtime-exception");
    deployment.stage().get("/async/timeout");
    Situation abort = AbortSituations.told(container.family()).keySet().iterator().next();
    abort.probe().perform(deployment.stage());
    Patience.await("it has published")
        .until(() -> deployment.scrape().names().contains(MetricCatalog.STORE_LAST_SUCCESS.name()));
    scrape = Patience.firstOrLast(deployment::scrape, now -> absent(now).equals(missing()));
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @Test
  void isOnTheScrapeIfTheContainerProvidesIt() {
    assertThat(absent(scrape)).isEqualTo(missing());
  }

  private Set<String> missing() {
    Set<String> missing = new HashSet<>(OF_MERGED_VIEW);
    missing.addAll(UNUSED);
    missing.addAll(MISSING.getOrDefault(container.family(), Set.of()));
    return missing;
  }

  @Test
  void showsInstancesInTheMergedView() throws Exception {
    Scrape all = Scrape.parse(deployment.get("/metrics/all").body());

    assertThat(families(all).keySet()).containsAll(OF_MERGED_VIEW);
    assertThat(all.sum(MetricCatalog.INSTANCES.name())).isEqualTo(1);
  }

  private static Set<String> absent(Scrape scrape) {
    Set<String> names = families(scrape).keySet();
    return MetricCatalog.all().stream()
        .map(MetricDefinition::name)
        .filter(name -> !names.contains(name))
        .collect(Collectors.toSet());
  }

  @Test
  void namesEveryMetricOnTheScrape() {
    Set<String> ours = new TreeSet<>(families(scrape).keySet());
    ours.removeIf(name -> OUR_PREFIXES.stream().noneMatch(name::startsWith));

    assertThat(MetricCatalog.all()).extracting(MetricDefinition::name).containsAll(ours);
  }

  @Test
  void hasTheTypeAndLabelsOfTheCatalogue() {
    Map<String, Set<String>> labels = families(scrape);
    for (MetricDefinition metric : MetricCatalog.all()) {
      if (labels.containsKey(metric.name())) {
        String type = metric.type().name().toLowerCase(Locale.ROOT);
        assertThat(scrape.types()).containsEntry(metric.name(), type);
        assertThat(labels.get(metric.name()))
            .as(metric.name())
            .containsExactlyInAnyOrderElementsOf(metric.labels());
      }
    }
  }

  /** The label names of each family. */
  private static Map<String, Set<String>> families(Scrape scrape) {
    Map<String, Set<String>> families = new TreeMap<>();
    scrape
        .samples()
        .forEach(
            sample -> {
              Set<String> labels =
                  families.computeIfAbsent(family(sample.name()), name -> new HashSet<>());
              labels.addAll(sample.labels().keySet());
              labels.remove(LE);
            });
    return families;
  }

  private static String family(String name) {
    return name.replaceFirst("(_seconds|_bytes)_(bucket|sum|count)$", "$1");
  }
}
