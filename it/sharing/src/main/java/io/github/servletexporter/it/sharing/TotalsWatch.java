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
 * A scraper that asks one member after the other for the view of all, twice a second, and sees to
 * it that no total falls or vanishes, whomever it asks. It believes only what comes with 200, as
 * Prometheus does.
 */
public final class TotalsWatch implements AutoCloseable {

  /** Families that only the view of all may have. */
  private static final String MEMBERS = "servlet_instance";

  private static final long PERIOD_NANOS = 500_000_000;

  private final List<MemberProcess> members;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Map<String, Double> highest = new HashMap<>();
  private final List<String> gaps = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private @Nullable Scrape latest;
  private int turn;
  private int scrapes;

  private TotalsWatch(List<MemberProcess> members) {
    this.members = members;
  }

  /**
   * Starts to scrape.
   *
   * @param members those that run; may change at any time
   */
  public static TotalsWatch of(List<MemberProcess> members) {
    TotalsWatch watch = new TotalsWatch(members);
    watch.executor.execute(watch::scrapeUntilClosed);
    return watch;
  }

  /** Never two scrapes at once after a delay: a member repeats its view for a second. */
  private void scrapeUntilClosed() {
    while (!executor.isShutdown()) {
      scrapeNext();
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  private synchronized void scrapeNext() {
    List<MemberProcess> present = List.copyOf(members);
    if (present.isEmpty()) {
      return;
    }
    MemberProcess member = present.get(turn++ % present.size());
    try {
      read(member);
    } catch (IOException e) {
      if (members.contains(member) && member.isAlive()) {
        broken.add("no answer: " + e);
      }
    } catch (RuntimeException | AssertionError e) {
      broken.add(e.toString());
    }
  }

  private void read(MemberProcess member) throws IOException {
    WireResponse response = member.ask("/metrics/all");
    if (response.status() == 503) {
      gaps.add(response.body().strip());
      return;
    }
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    if (!response.complete()) {
      throw new IOException("killed meanwhile");
    }
    scrapes++;
    Scrape scrape = Scrape.parse(response.body());
    check(scrape);
    latest = scrape;
    assertThat(member.metrics().names()).noneMatch(name -> name.startsWith(MEMBERS));
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
   * Returns the last scrape. Whoever wants one takes it from here: two scrapers of one member would
   * share views, and see them in another order than they were made.
   */
  public synchronized Scrape latest() {
    return Objects.requireNonNull(latest, "no scrape yet");
  }

  /**
   * Waits until each member was asked twice and so has made a new view.
   *
   * @param limit for that
   */
  public void awaitRounds(Duration limit) {
    int target = scrapes() + 2 * members.size();
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
