package io.github.servletexporter.listener.status;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.listener.endpoint.Exchange;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status page with its static files, its JSON documents and the samples of the last hour.
 * Thread-safe.
 *
 * <p>Handles requests whose path ends with {@value #PATH} or continues below it, so that the same
 * object serves the metrics port and a web application with any context path. All links are
 * relative.
 */
public final class StatusPages {

  /** Path of the page, without a trailing slash. */
  public static final String PATH = "/status";

  /** Interval at which {@link #sample()} is to be called. */
  public static final Duration SAMPLE_PERIOD = Duration.ofSeconds(5);

  private static final String FOLDER = PATH + "/";

  private final StatusSources sources;
  private final InstantSource clock;
  private final Ticker ticker;
  private final History history = new History();
  private final Sampler sampler = new Sampler(history, SAMPLE_PERIOD);
  private final RouteRates rates = new RouteRates();
  private final RouteHistory routes = new RouteHistory();
  private final RouteReport routeReport = new RouteReport(routes);
  private final Identity identity;
  private final Stacks stacks;
  private final ThreadDump threadDump;
  private final StatusReport statusReport;
  private final HistoryReport historyReport;
  private final ReportLimit limit = new ReportLimit();
  private @Nullable Assets assets;

  /** Set by the first visit, without which nobody needs readings of the JVM. */
  private volatile boolean visited;

  private volatile @Nullable JvmReading jvm;

  /**
   * Creates the page; reads no source and no file yet.
   *
   * @param identity identity of the web application
   * @param sources sources of the values
   * @param clock wall clock
   * @param ticker source of time for rates
   */
  public StatusPages(Identity identity, StatusSources sources, InstantSource clock, Ticker ticker) {
    this.identity = identity;
    this.sources = sources;
    this.clock = clock;
    this.ticker = ticker;
    statusReport = new StatusReport(identity, sources, rates, routes, this::jvm);
    stacks = new Stacks(sources.workers(), ticker);
    threadDump = new ThreadDump(sources.workers(), ticker);
    historyReport = new HistoryReport(identity, history, SAMPLE_PERIOD);
  }

  /**
   * Takes a sample for the plots. To be called every {@link #SAMPLE_PERIOD}; if a call is late or
   * fails, the plots have a gap.
   */
  public void sample() {
    long nanos = ticker.nanos();
    try {
      Families families = new Families(sources.metrics().get());
      jvm = visited ? sources.jvm().apply(nanos) : null;
      sampler.sample(families, jvm, nanos);
      var series = families.durations();
      if (series != null) {
        Map<RouteTotals.Route, RouteTotals> byRoute = RouteTotals.byRoute(series);
        rates.sample(byRoute, nanos);
        routes.sample(byRoute, nanos);
      }
    } catch (Throwable e) {
      sampler.miss(nanos);
      throw e;
    }
  }

  /** Begins to take readings of the JVM, as the first request does. */
  public void visit() {
    visited = true;
  }

  /**
   * Handles one request. The response is 404 if there is no such resource.
   *
   * @param exchange request and response
   * @param identified whether the client has shown credentials, and may therefore read stacks
   * @throws IOException if the response cannot be written
   */
  public void handle(Exchange exchange, boolean identified) throws IOException {
    Exchange request = exchange;
    visit();
    Reply reply = new Reply(exchange);
    String path = request.getRequestPath();
    int folder = path.lastIndexOf(FOLDER);
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      reply.methodNotAllowed();
    } else if (path.endsWith(PATH)) {
      reply.redirect(FOLDER.substring(1));
    } else if (folder < 0) {
      reply.message(404, "Not found.");
    } else {
      serve(request, reply, path.substring(folder + FOLDER.length()), identified);
    }
  }

  private void serve(Exchange request, Reply reply, String name, boolean identified)
      throws IOException {
    switch (name) {
      case "" -> reply.page(assets().page());
      case "data.json" ->
          report(request, reply, () -> statusReport.write(now(), ticker.nanos(), identified));
      case "history.json" -> serveHistory(request, reply);
      case "route.json" -> serveRoute(request, reply);
      case "stack.json", "threads.txt" -> {
        if (identified) {
          serveStacks(request, reply, name);
        } else {
          reply.message(403, "Stacks require credentials: set auth.*.");
        }
      }
      default -> serveFile(reply, name);
    }
  }

  private void serveRoute(Exchange request, Reply reply) throws IOException {
    String method;
    String route;
    try {
      method = request.getParameter("method");
      route = request.getParameter("route");
    } catch (RuntimeException malformed) {
      reply.message(400, "Malformed query.");
      return;
    }
    if (method == null || route == null) {
      reply.message(400, "Missing parameter: method and route are required.");
    } else {
      report(request, reply, () -> routeReport.write(method, route, now(), ticker.nanos()));
    }
  }

  private void serveStacks(Exchange request, Reply reply, String name) throws IOException {
    boolean all = name.equals("threads.txt");
    if (!(all ? threadDump.tryAcquire() : stacks.tryAcquire())) {
      reply.tooMany(all ? ThreadDump.PER_MINUTE : Stacks.PER_MINUTE);
    } else if (all) {
      reply.text(threadDump.take(identity, now(), ticker.nanos()));
    } else {
      serveStack(request, reply);
    }
  }

  private void serveStack(Exchange request, Reply reply) throws IOException {
    Optional<WorkerSnapshot> worker;
    try {
      String given = request.getParameter("thread");
      worker = given == null ? Optional.empty() : stacks.worker(Long.parseLong(given));
    } catch (RuntimeException malformed) {
      reply.message(400, "Invalid parameter thread: expected the ID of a thread.");
      return;
    }
    if (worker.isEmpty()) {
      reply.message(404, "No worker has this thread: it has ended, or it serves no requests.");
    } else {
      reply.json(Stacks.write(worker.get(), now(), ticker.nanos()));
    }
  }

  private void serveHistory(Exchange request, Reply reply) throws IOException {
    long after;
    try {
      String given = request.getParameter("after");
      after = given == null ? 0 : Long.parseLong(given);
    } catch (RuntimeException malformed) {
      reply.message(400, "Invalid parameter after: expected the number of a sample.");
      return;
    }
    report(request, reply, () -> historyReport.write(after, now(), ticker.nanos()));
  }

  private void report(Exchange request, Reply reply, ReportLimit.Report report) throws IOException {
    Optional<byte[]> json = limit.render(request.peer(), report);
    if (json.isPresent()) {
      reply.json(json.get());
    } else {
      reply.busy();
    }
  }

  private void serveFile(Reply reply, String name) throws IOException {
    Assets present = assets();
    String folder = present.version() + "/";
    Assets.Asset file =
        name.startsWith(folder) ? present.file(name.substring(folder.length())) : null;
    if (file == null) {
      reply.message(404, "Not found.");
    } else {
      reply.file(file);
    }
  }

  /** Returns the last reading: the load of a machine has no meaning between readings in a row. */
  private JvmReading jvm() {
    JvmReading present = jvm;
    if (present == null) {
      present = sources.jvm().apply(ticker.nanos());
      jvm = present;
    }
    return present;
  }

  private Instant now() {
    return clock.instant();
  }

  /** Loads the files for the first request, so that the start does not wait for them. */
  private synchronized Assets assets() {
    Assets present = assets;
    if (present == null) {
      present = Assets.load();
      assets = present;
    }
    return present;
  }
}
