package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.worker.SlowRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.github.servletexporter.listener.worker.WorkerState;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusReportTest {

  private static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");
  private static final Path DOCUMENT = Path.of("..", "docs", "status.md");
  private static final Pattern FIELD =
      Pattern.compile("^\\| `([A-Za-z_0-9]+)` \\|", Pattern.MULTILINE);
  private static final long MAX_BYTES = 4_000_000;

  private static final Thread THREAD = new Thread("qtp-7");

  private static final WorkerSnapshot WORKER =
      new WorkerSnapshot(
          "p", 0, WorkerState.IDLE, THREAD, 1, 1, NOW.minusSeconds(2).toEpochMilli(), -1, -1, null);

  private static final SlowRequest SLOW =
      new SlowRequest("GET", "/a", 503, NOW, Duration.ofMillis(2_500), "4bf92f3577b34da6");

  private Supplier<MetricSnapshots> metrics = () -> new Metrics().snapshots();
  private Supplier<List<String>> notReady = List::of;
  private Supplier<List<WorkerSnapshot>> workers = List::of;
  private Supplier<List<RunningRequest>> running = List::of;
  private Supplier<List<SlowRequest>> slowest = List::of;
  private Supplier<List<ExceptionSummary>> exceptions = List::of;
  private Supplier<List<Config.Setting>> settings = List::of;
  private Supplier<List<InstanceReport>> instances = List::of;

  @Test
  void sumsUpTheSeriesOfARoute() throws IOException {
    metrics =
        () ->
            new Metrics()
                .served("/rare", "200", 1, 0, 0, 0)
                .served("/a", "200", 80, 0, 0, 0)
                .served("/a", "500", 0, 0, 20, 0)
                .snapshots();

    JsonObject routes = write().getAsJsonObject("routes");
    JsonObject first = routes.getAsJsonArray("rows").get(0).getAsJsonObject();

    assertThat(routes.get("total").getAsInt()).isEqualTo(2);
    assertThat(first.get("route").getAsString()).isEqualTo("/a");
    assertThat(first.get("requests").getAsInt()).isEqualTo(100);
    assertThat(first.get("errors").getAsInt()).isEqualTo(20);
    assertThat(first.get("meanSeconds").getAsDouble()).isEqualTo(0.02);
    assertThat(first.get("p99Seconds").getAsDouble()).isEqualTo(1 + 9 * 0.95, within(1e-9));
  }

  @Test
  void putsEachPoolInOneRow() throws IOException {
    metrics =
        () ->
            new Metrics()
                .set(MetricCatalog.POOL_THREADS, 3, "http", "busy")
                .set(MetricCatalog.POOL_THREADS, 4, "http", "idle")
                .set(MetricCatalog.POOL_QUEUED_TASKS, 5, "http")
                .set(MetricCatalog.WORKERS, 6, "virtual", "stuck")
                .snapshots();

    JsonObject pool = row("pools", 0);

    assertThat(pool.get("threadsBusy").getAsInt()).isEqualTo(3);
    assertThat(pool.get("threadsIdle").getAsInt()).isEqualTo(4);
    assertThat(pool.get("queuedTasks").getAsInt()).isEqualTo(5);
    assertThat(pool.get("threadsMax").isJsonNull()).isTrue();
    assertThat(row("pools", 1).get("workersStuck").getAsInt()).isEqualTo(6);
  }

  @Test
  void showsTheAgeOfAWorkerAndItsRequest() throws IOException {
    RunningRequest request = new RunningRequest("key", "p", null, "GET", "/slow", -3_000_000_000L);
    workers =
        () ->
            List.of(
                new WorkerSnapshot(
                    "p",
                    7,
                    WorkerState.STUCK,
                    THREAD,
                    5,
                    2,
                    NOW.minusSeconds(60).toEpochMilli(),
                    1_500_000_000L,
                    4096,
                    request));

    JsonObject worker = row("workers", 0);

    assertThat(worker.get("worker").getAsString()).isEqualTo("7");
    assertThat(worker.get("state").getAsString()).isEqualTo("stuck");
    assertThat(worker.get("ageSeconds").getAsDouble()).isEqualTo(60);
    assertThat(worker.get("cpuSeconds").getAsDouble()).isEqualTo(1.5);
    assertThat(worker.get("allocatedBytes").getAsLong()).isEqualTo(4096);
    assertThat(worker.get("route").getAsString()).isEqualTo("/slow");
    assertThat(worker.get("runningSeconds").getAsDouble()).isEqualTo(3);
  }

  @Test
  void showsAnInstanceWithItsStateAndVersions() throws IOException {
    instances =
        () ->
            List.of(
                new InstanceReport(
                    new InstanceIdentity("shop-1", "", 4711, "", 1, "/shop", 1),
                    new InstanceVersions("Jetty", "12.1.12", "0.1.0", "17", "platform"),
                    NOW,
                    InstanceReport.State.SILENT));

    JsonObject instance = row("instances", 0);

    assertThat(instance.get("instance").getAsString()).isEqualTo("shop-1:4711/shop");
    assertThat(instance.get("state").getAsString()).isEqualTo("silent");
    assertThat(instance.get("container").getAsString()).isEqualTo("Jetty 12.1.12");
    assertThat(instance.get("lastSeen").getAsLong()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void omitsCountersThatAreZero() throws IOException {
    metrics =
        () ->
            new Metrics()
                .set(MetricCatalog.FRAMING_VIOLATIONS, 0, "never", "rejected")
                .set(MetricCatalog.FRAMING_VIOLATIONS, 2, "twice", "rejected")
                .snapshots();

    assertThat(write().getAsJsonObject("framing").getAsJsonArray("rows")).hasSize(1);
    assertThat(row("framing", 0).get("violation").getAsString()).isEqualTo("twice");
    assertThat(row("framing", 0).get("count").getAsInt()).isEqualTo(2);
  }

  @Test
  void showsTheFailureOfASourceAndTheOtherSections() throws IOException {
    workers =
        () -> {
          throw new IllegalStateException("no workers today");
        };
    exceptions =
        () -> {
          throw new StackOverflowError();
        };
    settings = () -> List.of(new Config.Setting(ConfigKey.PORT, "9404", "default"));

    JsonObject report = write();

    assertThat(failure(report, "workers"))
        .isEqualTo("java.lang.IllegalStateException: no workers today");
    assertThat(failure(report, "exceptions")).isEqualTo("java.lang.StackOverflowError");
    assertThat(report.getAsJsonObject("workers").getAsJsonArray("rows")).isEmpty();
    assertThat(report.getAsJsonObject("settings").get("failure").isJsonNull()).isTrue();
    assertThat(row("settings", 0).get("value").getAsString()).isEqualTo("9404");
  }

  @Test
  void survivesSourcesWhoseExceptionsThrow() throws IOException {
    RuntimeException unspeakable =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        };
    metrics = failing(unspeakable);
    notReady = failing(unspeakable);
    workers = failing(unspeakable);
    exceptions = failing(unspeakable);
    settings = failing(unspeakable);
    instances = failing(unspeakable);

    JsonObject report = write();

    for (String part : List.of("totals", "routes", "pools", "framing", "workers", "instances")) {
      assertThat(failure(report, part)).contains("StatusReportTest$");
    }
    assertThat(report.getAsJsonObject("readiness").get("failure").isJsonNull()).isFalse();
    assertThat(report.getAsJsonObject("totals").get("requests").isJsonNull()).isTrue();
  }

  @Test
  void writesNoNumberThatJsonLacks() throws IOException {
    metrics =
        () ->
            new Metrics()
                .set(MetricCatalog.ACTIVE_REQUESTS, Double.POSITIVE_INFINITY, "GET")
                .set(MetricCatalog.POOL_QUEUED_TASKS, Double.NaN, "p")
                .set(MetricCatalog.OLDEST_ACTIVE_REQUEST, Double.NaN)
                .snapshots();
    workers = () -> List.of(WORKER);

    assertThat(text()).doesNotContain("NaN", "Infinity");
    assertThat(row("workers", 0).get("allocatedBytes").isJsonNull()).isTrue();
    assertThat(row("workers", 0).get("cpuSeconds").isJsonNull()).isTrue();
  }

  @Test
  void staysSmallAndWellFormedForAnyInput() throws IOException {
    String evil =
        "</script><img src=x onerror=alert(1)>\0\u2028\ud800\"\\" + "\u0001".repeat(1 << 20);
    Metrics many = new Metrics();
    for (int i = 0; i < 5_000; i++) {
      many.served(i + "</td>\"\u0007" + "x".repeat(300), "200", i, 0, 0, 0)
          .set(MetricCatalog.FRAMING_VIOLATIONS, 1, i + evil.substring(0, 500), "rejected");
    }
    MetricSnapshots snapshots = many.snapshots();
    metrics = () -> snapshots;
    notReady = () -> Collections.nCopies(1_000, evil);
    workers =
        () ->
            Collections.nCopies(
                10_000,
                new WorkerSnapshot(
                    evil,
                    0,
                    WorkerState.BUSY,
                    new Thread(evil),
                    1,
                    1,
                    1,
                    1,
                    1,
                    new RunningRequest("key", evil, null, evil, evil, 1)));
    slowest =
        () ->
            Collections.nCopies(
                1_000, new SlowRequest(evil, evil, 1, NOW, Duration.ofSeconds(1), evil));
    exceptions =
        () ->
            Collections.nCopies(
                1_000,
                new ExceptionSummary(
                    evil, evil, evil, 1, NOW, NOW, Collections.nCopies(1_000, evil)));
    settings = () -> Collections.nCopies(1_000, new Config.Setting(ConfigKey.PORT, evil, evil));
    instances = () -> Collections.nCopies(9_000, instance(evil));

    String text = text();
    JsonObject report = JsonParser.parseString(text).getAsJsonObject();

    assertThat(text.length()).isLessThan((int) MAX_BYTES);
    assertThat(text).doesNotContain("<", ">");
    assertThat(text.chars()).noneMatch(Character::isISOControl);
    assertThat(report.getAsJsonObject("routes").get("total").getAsInt()).isEqualTo(5_000);
    assertThat(report.getAsJsonObject("routes").getAsJsonArray("rows"))
        .hasSize(StatusReport.MAX_ROUTES);
    assertThat(report.getAsJsonObject("workers").getAsJsonArray("rows"))
        .hasSize(StatusReport.MAX_WORKERS);
    assertThat(report.getAsJsonObject("exceptions").getAsJsonArray("rows"))
        .hasSize(StatusReport.MAX_EXCEPTIONS);
    assertThat(row("exceptions", 0).getAsJsonArray("stack")).hasSize(SnapshotRows.MAX_STACK_LINES);
  }

  @Test
  void omitsTheRoutesWithTheFewestRequests() throws IOException {
    Metrics many = new Metrics();
    for (int i = 0; i < 1_000; i++) {
      many.served("/" + i, "200", i, 0, 0, 0);
    }
    metrics = many::snapshots;

    assertThat(row("routes", 0).get("route").getAsString()).isEqualTo("/999");
    assertThat(row("routes", 499).get("route").getAsString()).isEqualTo("/500");
  }

  /** Fails for a field that is not documented, and for a documented one that does not exist. */
  @Test
  void hasTheDocumentedFields() throws IOException {
    metrics =
        () ->
            new Metrics()
                .served("/a", "200", 1, 0, 0, 0)
                .set(MetricCatalog.POOL_THREADS, 1, "p", "busy")
                .set(MetricCatalog.FRAMING_VIOLATIONS, 1, "rule", "rejected")
                .set(MetricCatalog.WORKER_RECYCLES, 1, "p", "stuck")
                .set(MetricCatalog.BOOT_FAILURES, 1, "init")
                .snapshots();
    workers = () -> List.of(WORKER);
    slowest = () -> List.of(SLOW);
    exceptions = () -> List.of(new ExceptionSummary("E", "/a", "m", 1, NOW, NOW, List.of("x")));
    settings = () -> List.of(new Config.Setting(ConfigKey.PORT, "9404", "default"));
    instances = () -> List.of(instance("host"));
    Set<String> fields = new TreeSet<>();
    collect(write(), fields);
    collect(JsonParser.parseString(history()), fields);
    collect(
        JsonParser.parseString(text(new RouteReport(new RouteHistory()).write("", "", NOW, 0))),
        fields);
    collect(JsonParser.parseString(text(Stacks.write(WORKER, NOW, 0))), fields);

    assertThat(documented()).isEqualTo(fields);
  }

  @Test
  void listsTheSlowestRequests() throws IOException {
    slowest = () -> List.of(SLOW);

    assertThat(row("slowest", 0).toString())
        .isEqualTo(
            "{\"method\":\"GET\",\"route\":\"/a\",\"status\":503,\"seconds\":2.5,\"end\":"
                + NOW.toEpochMilli()
                + ",\"traceId\":\"4bf92f3577b34da6\"}");
  }

  private static InstanceReport instance(String text) {
    return new InstanceReport(
        new InstanceIdentity(text, "", 1, "", 1, text, 1),
        new InstanceVersions(text, text, text, text, text),
        NOW,
        InstanceReport.State.LIVE);
  }

  private static Set<String> documented() throws IOException {
    Matcher matcher = FIELD.matcher(Files.readString(DOCUMENT));
    Set<String> fields = new TreeSet<>();
    while (matcher.find()) {
      fields.add(matcher.group(1));
    }
    return fields;
  }

  private static void collect(JsonElement element, Set<String> fields) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(each -> collect(each, fields));
    } else if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                fields.add(entry.getKey());
                collect(entry.getValue(), fields);
              });
    }
  }

  private static <T> Supplier<T> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  private static String failure(JsonObject report, String part) {
    return report.getAsJsonObject(part).get("failure").getAsString();
  }

  private JsonObject row(String part, int index) throws IOException {
    return write().getAsJsonObject(part).getAsJsonArray("rows").get(index).getAsJsonObject();
  }

  private JsonObject write() throws IOException {
    return JsonParser.parseString(text()).getAsJsonObject();
  }

  private String text() throws IOException {
    StatusSources sources =
        new StatusSources(
            () -> metrics.get(),
            () -> notReady.get(),
            () -> workers.get(),
            () -> running.get(),
            () -> slowest.get(),
            () -> exceptions.get(),
            () -> settings.get(),
            () -> instances.get(),
            new JvmProbe()::read);
    StatusReport report =
        new StatusReport(
            identity(),
            sources,
            new RouteRates(),
            new RouteHistory(),
            () -> new JvmProbe().read(0));
    return new String(report.write(NOW, 0, true), StandardCharsets.UTF_8);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static String history() throws IOException {
    HistoryReport report = new HistoryReport(identity(), new History(), StatusPages.SAMPLE_PERIOD);
    return new String(report.write(0, NOW, 0), StandardCharsets.UTF_8);
  }

  private static Identity identity() {
    return new Identity(
        "/shop", "/shop##002", "shop-1", 4711, "Jetty", "12.1.12", "0.1.0", "17", NOW);
  }
}
