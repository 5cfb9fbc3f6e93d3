package io.github.servletexporter.listener.status;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.listener.endpoint.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  private final StatusReport statusReport;
  private final HistoryReport historyReport;
  private @Nullable Assets assets;

  /**
   * Creates the page; reads no source and no file yet.
   *
   * @param identity identity of the web application
   * @param sources sources of the values
   * @param clock wall clock
   * @param ticker source of time for rates
   */
  public StatusPages(Identity identity, StatusSources sources, InstantSource clock, Ticker ticker) {
    this.sources = sources;
    this.clock = clock;
    this.ticker = ticker;
    statusReport = new StatusReport(identity, sources, rates);
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
      sampler.sample(families, nanos);
      var series = families.durations();
      if (series != null) {
        rates.sample(RouteTotals.byRoute(series), nanos);
      }
    } catch (Throwable e) {
      sampler.miss(nanos);
      throw e;
    }
  }

  /**
   * Handles one request. The response is 404 if there is no such resource.
   *
   * @param exchange request and response
   * @throws IOException if the response cannot be written
   */
  public void handle(Exchange exchange) throws IOException {
    Exchange request = exchange;
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
      serve(request, reply, path.substring(folder + FOLDER.length()));
    }
  }

  private void serve(Exchange request, Reply reply, String name) throws IOException {
    switch (name) {
      case "" -> reply.page(assets().page());
      case "data.json" -> reply.json(statusReport.write(now(), ticker.nanos()));
      case "history.json" -> serveHistory(request, reply);
      default -> serveFile(reply, name);
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
    reply.json(historyReport.write(after, now(), ticker.nanos()));
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
