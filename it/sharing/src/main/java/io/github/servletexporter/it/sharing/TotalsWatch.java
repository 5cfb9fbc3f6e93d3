package io.github.servletexporter.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Scraper that reads the merged view of one instance after the other, twice a second, and checks
 * that no total falls or disappears, whichever instance it reads. Like Prometheus, it evaluates
 * only answers with status 200.
 */
public final class TotalsWatch implements AutoCloseable {

  /** Prefix of families that only the merged view contains. */
  private static final String INSTANCES = "servlet_instance";

  private static final long PERIOD_NANOS = 500_000_000;

  private final List<InstanceProcess> instances;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Map<String, Double> highest = new HashMap<>();
  private final List<String> gaps = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private @Nullable Scrape latest;
  private int turn;
  private int scrapes;

  private TotalsWatch(List<InstanceProcess> instances) {
    this.instances = instances;
  }

  /**
   * Starts to scrape.
   *
   * @param instances running instances; may change at any time
   */
  public static TotalsWatch of(List<InstanceProcess> instances) {
    TotalsWatch watch = new TotalsWatch(instances);
    watch.executor.execute(watch::scrapeUntilClosed);
    return watch;
  }

  /** Never catches up on missed scrapes, because an instance repeats its view for a second. */
  private void scrapeUntilClosed() {
    while (!executor.isShutdown()) {
      scrapeNext();
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  private synchronized void scrapeNext() {
    List<InstanceProcess> present = List.copyOf(instances);
    if (present.isEmpty()) {
      return;
    }
    InstanceProcess instance = present.get(turn++ % present.size());
    try {
      read(instance);
    } catch (IOException e) {
      if (instances.contains(instance) && instance.isAlive()) {
        broken.add("no answer: " + e);
      }
    } catch (RuntimeException | AssertionError e) {
      broken.add(e.toString());
    }
  }

  private void read(InstanceProcess instance) throws IOException {
    WireResponse response = instance.ask("/metrics/all");
    if (response.status() == 503) {
      gaps.add(response.body().strip());
      return;
    }
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    if (!response.complete()) {
      throw new IOException("killed in the meantime");
    }
    scrapes++;
    Scrape scrape = Scrape.parse(response.body());
    check(scrape);
    latest = scrape;
    assertThat(instance.metrics().names()).noneMatch(name -> name.startsWith(INSTANCES));
  }

  private void check(Scrape scrape) {
    assertThat(scrape.names()).contains("servlet_instances", "servlet_instance_exits_total");
    Set<String> totals = totalNames(scrape);
    Map<String, Double> now = new HashMap<>();
    scrape.samples().stream()
        .filter(sample -> totals.contains(sample.name()))
        .forEach(sample -> now.put(sample.name() + sample.labels(), sample.value()));
    highest.forEach(
        (series, before) -> {
          Double value = now.get(series);
          if (value == null || value < before) {
            broken.add(series + " fell from " + before + " to " + value);
          }
        });
    highest.putAll(now);
  }

  private static Set<String> totalNames(Scrape scrape) {
    Set<String> names = new HashSet<>();
    for (Sample sample : scrape.samples()) {
      String family = sample.name().replaceFirst("_(bucket|count|sum)$", "");
      boolean counts =
          "counter".equals(scrape.types().get(sample.name()))
              || (!family.equals(sample.name())
                  && List.of("histogram", "summary")
                      .contains(scrape.types().getOrDefault(family, "")));
      if (counts) {
        names.add(sample.name());
      }
    }
    return names;
  }

  /**
   * Returns the last scrape. Tests use it instead of scraping themselves: two scrapers of one
   * instance would share views and could see them in a different order.
   */
  public synchronized Scrape latest() {
    return Objects.requireNonNull(latest, "no scrape yet");
  }

  /**
   * Waits until each instance has been scraped twice and so has merged a new view.
   *
   * @param limit longest time to wait
   */
  public void awaitRounds(Duration limit) {
    int target = scrapes() + 2 * instances.size();
    await("scrapes").atMost(limit).until(() -> scrapes() > target);
  }

  /** Returns how many scrapes had an answer. */
  public synchronized int scrapes() {
    return scrapes;
  }

  /** Returns why others had none. */
  public synchronized List<String> gaps() {
    return List.copyOf(gaps);
  }

  /** Returns how many series were watched. */
  public synchronized int series() {
    return highest.size();
  }

  /** Returns what should not have happened. */
  public synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
