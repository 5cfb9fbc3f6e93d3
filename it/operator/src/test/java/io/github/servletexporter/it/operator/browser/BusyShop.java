package io.github.servletexporter.it.operator.browser;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.journal.ExceptionSummary;
import io.github.servletexporter.listener.status.Identity;
import io.github.servletexporter.listener.status.JvmReading;
import io.github.servletexporter.listener.status.StatusPages;
import io.github.servletexporter.listener.status.StatusSources;
import io.github.servletexporter.listener.worker.SlowRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import io.github.servletexporter.listener.worker.WorkerState;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceReport;
import io.github.servletexporter.sharing.model.InstanceVersions;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Fictitious web application that has run for an hour, always in the same way: it was busiest
 * twenty minutes ago, and then its database was unavailable for a while.
 */
final class BusyShop {

  private static final double[] BOUNDS = {
    .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, Double.POSITIVE_INFINITY
  };
  private static final int SAMPLES = 700;
  private static final long PERIOD_NANOS = StatusPages.SAMPLE_PERIOD.toNanos();
  private static final long PERIOD_SECONDS = StatusPages.SAMPLE_PERIOD.toSeconds();
  private static final String POOL = "qtp";
  private static final double MEGABYTE = 1 << 20;

  private static final List<String> ROUTES =
      List.of(
          "GET /shop/products",
          "GET /shop/products/{id}",
          "POST /shop/cart",
          "GET /shop/cart",
          "POST /shop/orders",
          "GET /shop/search",
          "GET ",
          "PUT /shop/customers/{id}/address");

  private final Random random = new Random(42);
  private final Map<String, long[]> durations = new LinkedHashMap<>();
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final Semaphore connection = new Semaphore(0);
  private final List<Thread> threads = threads();
  private final Instant now;
  private long nanos;
  private int step;
  private double requests;
  private double exceptions;
  private double aborts = 12;
  private double refusals = 4;
  private int busy;
  private int stuck;
  private boolean hangs;

  BusyShop(Instant now) {
    this.now = now;
  }

  /** Returns its pages at the end of the hour. */
  StatusPages pages() {
    StatusPages pages =
        new StatusPages(
            new Identity(
                "/shop",
                "/shop",
                "shop-1",
                4711,
                "Jetty",
                "12.1.12",
                "0.1.0",
                "17.0.15",
                now.minusSeconds(270_000)),
            sources(),
            this::clock,
            () -> nanos);
    pages.visit();
    for (int i = 0; i < SAMPLES; i++) {
      goOn();
      pages.sample();
    }
    return pages;
  }

  private Instant clock() {
    return now.plusNanos(nanos - SAMPLES * PERIOD_NANOS);
  }

  /** Advances the application by five seconds. */
  void goOn() {
    nanos += PERIOD_NANOS;
    step++;
    double tide = 0.6 + 0.35 * Math.sin(step / 90.0) + 0.08 * random.nextGaussian();
    boolean outage = step > 520 && step < 560;
    for (int i = 0; i < ROUTES.size(); i++) {
      double perSecond = Math.max(0, tide) * 40 / (i + 1.0);
      int requests = (int) Math.round(perSecond * PERIOD_SECONDS);
      serve(ROUTES.get(i) + (i == 6 ? " 404" : " 200"), requests, 0.012 * (1 + i), outage ? 9 : 1);
      if (i == 4 || outage) {
        serve(ROUTES.get(i) + " 500", outage ? requests / 6 : random.nextInt(3), 0.02, 1);
        exceptions += outage ? requests / 6.0 : 0.2;
      }
    }
    aborts += random.nextInt(2);
    refusals += random.nextInt(40) == 0 ? 1 : 0;
    busy = (int) Math.min(23, Math.max(1, tide * 9 + (outage ? 14 : 0)));
    busy = hangs ? 22 : busy;
    stuck = hangs ? 22 : outage ? 2 : step > 690 ? 1 : 0;
  }

  /** Lets all its workers hang from now on. */
  void hang() {
    hangs = true;
  }

  private void serve(String series, int count, double median, double factor) {
    long[] counts = durations.computeIfAbsent(series, any -> new long[BOUNDS.length]);
    requests += count;
    for (int i = 0; i < count; i++) {
      double seconds = median * factor * Math.exp(0.7 * random.nextGaussian());
      sums.merge(series, seconds, Double::sum);
      int bucket = Arrays.binarySearch(BOUNDS, seconds);
      counts[bucket < 0 ? -bucket - 1 : bucket]++;
    }
  }

  StatusSources sources() {
    return new StatusSources(
        this::metrics,
        List::of,
        this::workers,
        this::running,
        this::slowest,
        this::exceptions,
        BusyShop::settings,
        this::instances,
        this::jvm);
  }

  /** Returns a heap that each request fills a little, and that is collected again and again. */
  private JvmReading jvm(long reading) {
    double live = 300 * MEGABYTE;
    double garbage = requests * 20_000 % (200 * MEGABYTE);
    return new JvmReading(
        reading,
        live + garbage,
        768 * MEGABYTE,
        1024 * MEGABYTE,
        requests * 20_000 / (200 * MEGABYTE) * 0.04,
        requests * 0.006,
        4,
        Math.min(1, 0.05 + busy * 0.03),
        6 + busy / 2.0,
        stuck,
        40 + busy / 2.0,
        180 + 3 * busy,
        4096);
  }

  private MetricSnapshots metrics() {
    List<MetricSnapshot> all = new ArrayList<>();
    all.add(requestDurations());
    all.add(
        counter(MetricCatalog.EXCEPTIONS, exceptions, "java.sql.SQLException", "/shop", "false"));
    all.add(counter(MetricCatalog.CLIENT_ABORTS, aborts, "/shop/products", "write"));
    all.add(
        counter(
            MetricCatalog.FRAMING_VIOLATIONS, refusals, "transfer_encoding_invalid", "rejected"));
    all.add(counter(MetricCatalog.WORKER_RECYCLES, 311, POOL, "max_requests"));
    all.add(counter(MetricCatalog.STUCK_REQUESTS, 3, POOL));
    all.add(counter(MetricCatalog.BOOT_FAILURES, 0, "init"));
    all.add(gauge(MetricCatalog.ACTIVE_REQUESTS, busy, "GET"));
    all.add(gauge(MetricCatalog.POOL_THREADS_MAX, 24, POOL));
    all.add(gauge(MetricCatalog.POOL_QUEUED_TASKS, busy > 20 ? busy - 18 : 0, POOL));
    all.add(gauge(MetricCatalog.WORKER_REQUEST_LIMIT, 1000, POOL));
    all.add(gauge(MetricCatalog.RECYCLING_SUPPORTED, 1, POOL));
    all.add(
        gauge(
            MetricCatalog.OLDEST_ACTIVE_REQUEST,
            now.toEpochMilli() / 1e3 - 4.2 + (nanos - SAMPLES * PERIOD_NANOS) / 1e9));
    all.add(
        states(
            MetricCatalog.POOL_THREADS, Map.of("busy", busy + 2, "idle", 20 - Math.min(busy, 18))));
    all.add(
        states(
            MetricCatalog.WORKERS,
            Map.of("busy", busy, "idle", Math.max(0, 19 - busy), "retiring", 1, "stuck", stuck)));
    return new MetricSnapshots(all);
  }

  private HistogramSnapshot requestDurations() {
    List<HistogramDataPointSnapshot> points = new ArrayList<>();
    durations.forEach(
        (series, counts) -> {
          String[] parts = series.split(" ", 3);
          String status = parts[2];
          points.add(
              HistogramDataPointSnapshot.builder()
                  .labels(
                      Labels.of(
                          MetricCatalog.REQUEST_DURATION.labels(),
                          List.of(parts[0], parts[1], status, status.equals("500") ? "500" : "")))
                  .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts.clone()))
                  .sum(sums.get(series))
                  .build());
        });
    return new HistogramSnapshot(MetricCatalog.REQUEST_DURATION.metadata(), points);
  }

  private static CounterSnapshot counter(MetricDefinition counter, double value, String... labels) {
    return new CounterSnapshot(
        counter.metadata(),
        List.of(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of(counter.labels(), List.of(labels)))
                .value(value)
                .build()));
  }

  private static GaugeSnapshot gauge(MetricDefinition gauge, double value, String... labels) {
    return new GaugeSnapshot(gauge.metadata(), List.of(point(gauge, value, labels)));
  }

  private static GaugeSnapshot states(MetricDefinition gauge, Map<String, Integer> values) {
    return new GaugeSnapshot(
        gauge.metadata(),
        values.entrySet().stream()
            .map(state -> point(gauge, state.getValue(), POOL, state.getKey()))
            .toList());
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(
      MetricDefinition gauge, double value, String... labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .labels(Labels.of(gauge.labels(), List.of(labels)))
        .value(value)
        .build();
  }

  private List<WorkerSnapshot> workers() {
    List<WorkerSnapshot> workers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      WorkerState state =
          i < stuck
              ? WorkerState.STUCK
              : i < busy ? WorkerState.BUSY : i == 19 ? WorkerState.RETIRING : WorkerState.IDLE;
      boolean serves = i < Math.max(busy, stuck);
      workers.add(
          new WorkerSnapshot(
              POOL,
              i,
              state,
              threads.get(i),
              48_211 - 1_733L * i,
              311L + 7 * i,
              clock().minusSeconds(7_200 - 311L * i).toEpochMilli(),
              93_500_000_000L - 4_100_000_000L * i,
              31_000_000_000L - 1_400_000_000L * i,
              serves ? request(i, i < stuck ? 41.7 : 0.031 * (i + 1)) : null));
    }
    return workers;
  }

  private List<SlowRequest> slowest() {
    return IntStream.range(0, 6)
        .mapToObj(
            i ->
                new SlowRequest(
                    "POST",
                    i % 3 == 0 ? "/shop/orders" : "/shop/products/{id}",
                    i == 1 ? 503 : 200,
                    now.minusSeconds(180 + 400L * i),
                    Duration.ofMillis(9_200 - 1_350L * i),
                    "4bf92f3577b34da6a3ce929d0e0e47" + (36 + i)))
        .toList();
  }

  private List<RunningRequest> running() {
    return workers().stream().map(WorkerSnapshot::request).filter(Objects::nonNull).toList();
  }

  private RunningRequest request(int worker, double ageSeconds) {
    return new RunningRequest(
        worker,
        POOL,
        threads.get(worker),
        "GET",
        worker == 0 ? "/shop/products/{id}" : ROUTES.get(worker % 4).split(" ", 2)[1],
        nanos - (long) (ageSeconds * 1e9));
  }

  /** Returns the threads of the workers; the first one really waits for a connection. */
  private List<Thread> threads() {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(new Thread(this::awaitConnection, "qtp-shop-" + (31 + i)));
    }
    all.get(0).setDaemon(true);
    all.get(0).start();
    return all;
  }

  private void awaitConnection() {
    try {
      connection.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ExceptionSummary> exceptions() {
    return List.of(
        new ExceptionSummary(
            "java.sql.SQLTransientConnectionException",
            "/shop/orders",
            "pool - Connection is not available, request timed out after 3000ms",
            (long) exceptions,
            now.minusSeconds(9_000),
            now.minusSeconds(14),
            List.of(
                "com.example.shop.OrderStore.save(OrderStore.java:88)",
                "com.example.shop.OrderServlet.doPost(OrderServlet.java:41)",
                "jakarta.servlet.http.HttpServlet.service(HttpServlet.java:547)")),
        new ExceptionSummary(
            "java.lang.IllegalStateException",
            "/shop/cart",
            "cart 4711 was closed already",
            7,
            now.minusSeconds(86_000),
            now.minusSeconds(1_900),
            List.of("com.example.shop.Cart.add(Cart.java:19)")));
  }

  private static List<Config.Setting> settings() {
    return List.of(
        new Config.Setting(ConfigKey.ENABLED, "true", "default"),
        new Config.Setting(ConfigKey.PORT, "9404", "environment variable"),
        new Config.Setting(ConfigKey.BIND_ADDRESS, "127.0.0.1", "default"),
        new Config.Setting(ConfigKey.AUTH_USER, "prometheus", "file /etc/shop/exporter.properties"),
        new Config.Setting(ConfigKey.AUTH_PASSWORD, "***", "file /etc/shop/exporter.properties"),
        new Config.Setting(ConfigKey.FRAMING, "reject", "default"),
        new Config.Setting(ConfigKey.BUCKETS, ConfigKey.BUCKETS.defaultText(), "default"),
        new Config.Setting(ConfigKey.WORKER_TIMEOUT, "30s", "context-param"),
        new Config.Setting(ConfigKey.REDIS_ENABLED, "true", "environment variable"));
  }

  private List<InstanceReport> instances() {
    return List.of(
        instance("shop-1", 4711, InstanceReport.State.LIVE, now.minusSeconds(3)),
        instance("shop-2", 4711, InstanceReport.State.LIVE, now.minusSeconds(12)),
        instance("shop-1", 4012, InstanceReport.State.SILENT, now.minusSeconds(91_000)));
  }

  private static InstanceReport instance(
      String host, long pid, InstanceReport.State state, Instant published) {
    return new InstanceReport(
        new InstanceIdentity(host, "", pid, "", 1, "/shop", pid),
        new InstanceVersions("Jetty", "12.1.12", "0.1.0", "17.0.15", "platform"),
        published,
        state);
  }
}
