package io.github.servletexporter.it.operator.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.status.Identity;
import io.github.servletexporter.listener.status.JvmProbe;
import io.github.servletexporter.listener.status.StatusPages;
import io.github.servletexporter.listener.status.StatusSources;
import io.github.servletexporter.listener.worker.SlowRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.github.servletexporter.listener.worker.WorkerState;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status page escapes hostile text and limits excessive amounts of it. */
@ExtendWith(BrowserExtension.class)
class HostileTextIT {

  private static final String MARKUP =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>&lt;";
  private static final String EVIL = MARKUP + "\u0007\u202e" + "x".repeat(1 << 20);
  private static final double[] BOUNDS = {1, Double.POSITIVE_INFINITY};

  private StatusServer server;
  private Browser browser;

  @BeforeEach
  void open(Browser shared) throws IOException {
    server = new StatusServer(pages(), "");
    browser = shared;
    browser.start(1440, 900);
    browser.open(server.url());
    browser.awaitLive();
  }

  @AfterEach
  void close() {
    browser.leave();
    server.close();
  }

  @Test
  void showsMarkupAsTextAndRunsNoneOfIt() {
    assertThat(browser.text("h1")).startsWith(MARKUP + "\\u0007\\u202ex");
    assertThat(
            browser.script(
                "return document.querySelector('[data-table=routes] tbody button').title"))
        .asString()
        .contains(MARKUP);
    assertThat(browser.texts("[data-table=inFlight] tbody td"))
        .anyMatch(text -> text.contains(MARKUP));
    assertThat(browser.script("return document.querySelector('.message').textContent"))
        .asString()
        .startsWith(MARKUP);
    assertThat(browser.text("#settings .failure")).contains(MARKUP);
    assertThat(browser.script("return window.hacked ?? 'not'")).isEqualTo("not");
    assertThat(browser.script("return document.querySelectorAll('main img, main script').length"))
        .isEqualTo(0L);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void showsABoundedPartOfWhatIsTooMuchAndSaysSo() throws IOException {
    assertThat(browser.text("#routes .note")).startsWith("The server sends 2000 of 3000 routes");
    assertThat(browser.text("#workers [data-table=workers] .note"))
        .startsWith("The server sends 400 of 5000 workers");
    assertThat(browser.text("#exceptions .note")).startsWith("Showing the 50 most recent of 100");
    assertThat(browser.script("return document.body.textContent.length < 1_000_000"))
        .isEqualTo(true);
    browser.screenshot("hostile");

    browser.resize(360, 740);

    Browser.await()
        .until(() -> browser.script("return document.documentElement.scrollWidth").equals(360L));
  }

  /** Some spreadsheets separate fields by semicolons, ignore blanks, or read full-width signs. */
  @Test
  void savesNoTextThatASpreadsheetTakesForAFormula() {
    browser.script(
        "URL.createObjectURL = blob => { blob.text().then(text => window.saved = text); return '#'; };"
            + "const files = performance.getEntriesByType('resource').map(each => each.name);"
            + "return import(files.find(each => each.includes('download')))"
            + ".then(file => file.download.csv('x', [{label: 'Text', value: row => row}],"
            + " arguments[0]))",
        List.of("=1", " +1", "\t@x", "\uff1d1", "a;=1", "a\"b", -1));

    Browser.await().until(() -> browser.script("return window.saved") != null);
    assertThat(String.valueOf(browser.script("return saved")).lines())
        .containsExactly(
            "\"Text\"",
            "\"'=1\"",
            "\"' +1\"",
            "\"'\t@x\"",
            "\"'\uff1d1\"",
            "\"a;=1\"",
            "\"a\"\"b\"",
            "-1");
  }

  private static final Thread THREAD = new Thread(EVIL);

  static StatusPages pages() {
    Instant now = Instant.now();
    StatusSources sources =
        new StatusSources(
            HostileTextIT::metrics,
            () -> List.of(EVIL),
            () ->
                Collections.nCopies(
                    5_000,
                    new WorkerSnapshot(
                        EVIL, 0, WorkerState.BUSY, THREAD, 1, 1, 1, 1, 1, request())),
            () -> Collections.nCopies(5_000, request()),
            () ->
                Collections.nCopies(
                    5_000, new SlowRequest(EVIL, EVIL, 1, now, Duration.ofSeconds(1), EVIL)),
            () ->
                Collections.nCopies(
                    100,
                    new ExceptionSummary(
                        EVIL, EVIL, EVIL, 1, now, now, Collections.nCopies(99, EVIL))),
            () -> {
              throw new IllegalStateException(EVIL);
            },
            () -> List.of(instance(now)),
            new JvmProbe()::read);
    return new StatusPages(
        new Identity(EVIL, EVIL, EVIL, 1, EVIL, EVIL, EVIL, EVIL, now),
        sources,
        Instant::now,
        System::nanoTime);
  }

  private static InstanceReport instance(Instant now) {
    return new InstanceReport(
        new InstanceIdentity(EVIL, "", 1, "", 1, EVIL, 1),
        new InstanceVersions(EVIL, EVIL, EVIL, EVIL, EVIL),
        now,
        InstanceReport.State.LIVE);
  }

  private static RunningRequest request() {
    return new RunningRequest(EVIL, EVIL, THREAD, EVIL, EVIL, 1);
  }

  private static MetricSnapshots metrics() {
    List<HistogramDataPointSnapshot> points = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      points.add(
          HistogramDataPointSnapshot.builder()
              .labels(
                  Labels.of(
                      MetricCatalog.REQUEST_DURATION.labels(),
                      List.of("GET", i + MARKUP + "y".repeat(500), "200", "")))
              .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, new long[] {i, 1}))
              .sum(1)
              .build());
    }
    return MetricSnapshots.of(
        new HistogramSnapshot(MetricCatalog.REQUEST_DURATION.metadata(), points));
  }
}
