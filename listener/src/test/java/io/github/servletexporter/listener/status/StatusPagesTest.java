package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.RecordedExchange;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.github.servletexporter.listener.worker.WorkerState;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPagesTest {

  private static final Instant STARTED = Instant.parse("2026-11-21T10:00:00Z");
  private static final Identity IDENTITY =
      new Identity(
          "/shop", "/shop##002", "shop-1", 4711, "Jetty", "12.1.12", "0.1.0", "17", STARTED);

  private Metrics metrics = new Metrics();
  private long nanos;
  private boolean identified;
  private List<WorkerSnapshot> workers = List.of();
  private Supplier<MetricSnapshots> source = () -> metrics.snapshots();
  private final StatusPages pages =
      new StatusPages(
          IDENTITY,
          new StatusSources(
              () -> source.get(),
              List::of,
              () -> workers,
              List::of,
              List::of,
              List::of,
              List::of,
              List::of,
              new JvmProbe()::read),
          () -> STARTED.plusNanos(nanos),
          () -> nanos);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/status/",
        "/status/data.json",
        "/status/history.json",
        "/status/x",
        "/",
        "/status"
      })
  void setsSecurityHeadersOnEveryResponse(String path) throws IOException {
    RecordedExchange exchange = get(path);

    assertThat(exchange.headers)
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cache-Control", "no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status", "/shop/status", "/status/status"})
  void redirectsToTheFolderSoThatRelativeLinksWork(String path) throws IOException {
    RecordedExchange exchange = get(path);

    assertThat(exchange.status).isEqualTo(302);
    assertThat(exchange.headers).containsEntry("Location", "status/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status/", "/shop/status/", "/status/status/"})
  void servesThePageBelowAnyContextPath(String path) throws IOException {
    RecordedExchange exchange = get(path);

    assertThat(exchange.status).isEqualTo(200);
    assertThat(exchange.headers).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(exchange.text()).startsWith("<!doctype html>").doesNotContain("=\"/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/other",
        "/status/nothing",
        "/status/app.js",
        "/status/0000000000000000/app.js",
        "/status/../../secret",
        "/status//"
      })
  void has404ForEverythingElse(String path) throws IOException {
    RecordedExchange exchange = get(path);

    assertThat(exchange.status).isEqualTo(404);
    assertThat(exchange.text()).isEqualTo("Not found.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
  void acceptsGetAndHeadOnly(String method) throws IOException {
    RecordedExchange exchange = new RecordedExchange(method, "/status/");

    pages.handle(exchange, identified);

    assertThat(exchange.status).isEqualTo(405);
    assertThat(exchange.headers).containsEntry("Allow", "GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status/", "/status/data.json", "/status/nothing", "/status"})
  void respondsToHeadWithoutABody(String path) throws IOException {
    RecordedExchange exchange = new RecordedExchange("HEAD", path);

    pages.handle(exchange, identified);

    RecordedExchange get = get(path);
    assertThat(exchange.status).isEqualTo(get.status);
    assertThat(exchange.contentLength).isEqualTo(get.body.size());
    assertThat(exchange.body.size()).isZero();
  }

  @Test
  void letsABrowserCacheTheFiles() throws IOException {
    RecordedExchange first = get(file("app.js"));
    RecordedExchange again =
        handle(
            new RecordedExchange("GET", file("app.js"))
                .with("If-None-Match", first.headers.get("ETag")));

    assertThat(first.status).isEqualTo(200);
    assertThat(first.headers)
        .containsEntry("Content-Type", "text/javascript; charset=utf-8")
        .containsEntry("Cache-Control", "private, max-age=31536000, immutable");
    assertThat(again.status).isEqualTo(304);
    assertThat(again.contentLength).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip;q=0.5", "br, GZIP"})
  void compressesIfTheClientAcceptsIt(String accepted) throws IOException {
    for (String path : List.of("/status/", "/status/data.json", file("status.css"))) {
      RecordedExchange exchange =
          handle(new RecordedExchange("GET", path).with("Accept-Encoding", accepted));

      assertThat(exchange.headers)
          .containsEntry("Content-Encoding", "gzip")
          .containsEntry("Vary", "Accept-Encoding");
      assertThat(exchange.unzipped()).isEqualTo(get(path).text());
      assertThat(exchange.contentLength).isEqualTo(exchange.body.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip; q=0.0", ""})
  void doesNotCompressOtherwise(String accepted) throws IOException {
    RecordedExchange exchange =
        handle(new RecordedExchange("GET", "/status/").with("Accept-Encoding", accepted));

    assertThat(exchange.headers).doesNotContainKey("Content-Encoding");
  }

  @Test
  void returnsTheHistorySinceASample() throws IOException {
    sample();
    sample();
    sample();

    JsonObject all = json("/status/history.json");
    JsonObject rest = json("/status/history.json?after=2");

    assertThat(all.get("sequence").getAsLong()).isEqualTo(3);
    assertThat(all.getAsJsonArray("times")).hasSize(3);
    assertThat(rest.getAsJsonArray("times")).hasSize(1);
    assertThat(rest.getAsJsonArray("times").get(0).getAsLong())
        .isEqualTo(STARTED.toEpochMilli() + 15_000);
    all.getAsJsonObject("columns")
        .entrySet()
        .forEach(column -> assertThat(column.getValue().getAsJsonArray()).hasSize(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=x", "after=", "after=1e3", "after=%zz"})
  void refusesAnInvalidNumber(String query) throws IOException {
    assertThat(get("/status/history.json?" + query).status).isEqualTo(400);
  }

  @Test
  void keepsTheHistoryIfTheWallClockIsChanged() throws IOException {
    sample();
    sample();

    JsonArray times = json("/status/history.json").getAsJsonArray("times");

    assertThat(times.get(1).getAsLong() - times.get(0).getAsLong()).isEqualTo(5_000);
  }

  @Test
  void leavesAGapIfASampleFails() throws IOException {
    metrics.set(MetricCatalog.ACTIVE_REQUESTS, 4, "GET");
    sample();
    source =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(this::sample).hasMessage("a bug");

    JsonArray active =
        json("/status/history.json").getAsJsonObject("columns").getAsJsonArray("activeRequests");

    assertThat(active.get(0).getAsInt()).isEqualTo(4);
    assertThat(active.get(1).isJsonNull()).isTrue();
  }

  @Test
  void computesTheRateOfARouteOverTheLast30To60Seconds() throws IOException {
    for (int i = 0; i <= 12; i++) {
      metrics = new Metrics().served("/a", "200", 10L * i, 0, 0, 0);
      sample();
    }

    assertThat(route("requestsPerSecond").getAsDouble()).isEqualTo(2);
  }

  @Test
  void hasNoRateOfARouteBeforeTheFirstSample() throws IOException {
    metrics.served("/a", "200", 10, 0, 0, 0);

    assertThat(route("requestsPerSecond").isJsonNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status/stack.json?thread=1", "/status/threads.txt"})
  void showsStacksOnlyToClientsWithCredentials(String target) throws IOException {
    RecordedExchange exchange = get(target);

    assertThat(exchange.status).isEqualTo(403);
    assertThat(json("/status/data.json").get("stacks").getAsBoolean()).isFalse();
  }

  @Test
  void showsTheStackOfAWorker() throws IOException {
    identified = true;
    workers = List.of(worker(Thread.currentThread()));

    JsonObject stack = json("/status/stack.json?thread=" + Thread.currentThread().getId());

    assertThat(stack.getAsJsonObject("worker").get("thread").getAsString())
        .isEqualTo(Thread.currentThread().getName());
    assertThat(stack.get("threadState").getAsString()).isEqualTo("RUNNABLE");
    assertThat(stack.get("frames").toString()).contains("StatusPagesTest.showsTheStackOfAWorker");
    assertThat(stack.get("applicationFrames").toString()).doesNotContain("\"java.");
  }

  @ParameterizedTest
  @CsvSource({"thread=x, 400", "thread=, 400", "thread=-1, 404", "other=1, 404"})
  void showsNoStackOfAThreadThatIsNoWorker(String query, int status) throws IOException {
    identified = true;

    assertThat(get("/status/stack.json?" + query).status).isEqualTo(status);
  }

  @Test
  void limitsTheNumberOfStacksAndDumps() throws IOException {
    identified = true;
    for (int i = 0; i < Stacks.PER_MINUTE; i++) {
      assertThat(get("/status/stack.json?thread=-1").status).isEqualTo(404);
    }
    for (int i = 0; i < ThreadDump.PER_MINUTE; i++) {
      assertThat(get("/status/threads.txt").status).isEqualTo(200);
    }

    assertThat(get("/status/stack.json?thread=-1").status).isEqualTo(429);
    assertThat(get("/status/threads.txt").status).isEqualTo(429);

    nanos += Duration.ofMinutes(1).toNanos();

    assertThat(get("/status/stack.json?thread=-1").status).isEqualTo(404);
    assertThat(get("/status/threads.txt").status).isEqualTo(200);
  }

  @Test
  void beginsADumpWithTheThreadsThatServeARequest() throws IOException {
    identified = true;
    workers = List.of(worker(Thread.currentThread()));

    String dump = get("/status/threads.txt").text();

    assertThat(dump)
        .startsWith("/shop##002 on shop-1, process 4711, ")
        .containsPattern(
            " threads\n\n\"[^\"]+\" #\\d+ RUNNABLE\n  GET /slow for 0.0 s, worker 7 of pool p\n    at ");
    assertThat(dump.length()).isLessThan(ThreadDump.MAX_CHARS + 100_000);
  }

  @Test
  void returnsTheMinutesOfARoute() throws IOException {
    metrics.served("/a", "200", 1, 0, 0, 0);
    sample();
    metrics = new Metrics().served("/a", "200", 31, 0, 0, 0).served("/a", "404", 30, 0, 0, 0);
    nanos += 25_000_000_000L;
    sample();

    JsonObject route = json("/status/route.json?method=GET&route=/a");

    JsonObject columns = route.getAsJsonObject("columns");
    assertThat(columns.getAsJsonArray("requestsPerSecond").get(0).getAsDouble()).isEqualTo(2);
    assertThat(columns.getAsJsonArray("clientErrorsPerSecond").get(0).getAsDouble()).isEqualTo(1);
    assertThat(route.getAsJsonArray("times").get(0).getAsLong())
        .isEqualTo(STARTED.toEpochMilli() + 35_000);
    assertThat(get("/status/route.json?method=GET").status).isEqualTo(400);
  }

  @Test
  void samplesTheJvmOnceSomebodyHasLookedAtThePage() throws IOException {
    sample();
    get("/status/");
    sample();

    JsonArray heap =
        json("/status/history.json").getAsJsonObject("columns").getAsJsonArray("heapUsedBytes");

    assertThat(heap.get(0).isJsonNull()).isTrue();
    assertThat(heap.get(1).getAsLong()).isPositive();
  }

  private static WorkerSnapshot worker(Thread thread) {
    return new WorkerSnapshot(
        "p",
        7,
        WorkerState.BUSY,
        thread,
        1,
        1,
        0,
        0,
        0,
        new RunningRequest("key", "p", thread, "GET", "/slow", 0));
  }

  private com.google.gson.JsonElement route(String field) throws IOException {
    return json("/status/data.json")
        .getAsJsonObject("routes")
        .getAsJsonArray("rows")
        .get(0)
        .getAsJsonObject()
        .get(field);
  }

  private void sample() {
    nanos += StatusPages.SAMPLE_PERIOD.toNanos();
    pages.sample();
  }

  private String file(String name) {
    return "/shop/status/" + Assets.load().version() + "/" + name;
  }

  private JsonObject json(String target) throws IOException {
    return JsonParser.parseString(get(target).text()).getAsJsonObject();
  }

  private RecordedExchange get(String target) throws IOException {
    return handle(new RecordedExchange("GET", target));
  }

  private RecordedExchange handle(RecordedExchange exchange) throws IOException {
    pages.handle(exchange, identified);
    return exchange;
  }
}
