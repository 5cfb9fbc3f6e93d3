package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.BackgroundThread.Job;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Server of the metrics port. Thread-safe.
 *
 * <p>It binds the port in the background and retries for as long as it takes, so that a port in use
 * neither delays nor fails the application.
 */
final class MetricsServer implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsServer.class.getName());

  private final ServerSettings settings;
  private final Endpoint endpoint;
  private final Consumer<Throwable> onFailure;
  private final Predicate<String> shows;
  private final ServerLimits limits;
  private final ServerThreads threads;
  private final BackgroundThread thread;
  private volatile @Nullable String holder;
  private volatile @Nullable BoundServer bound;

  /**
   * Creates the server; starts nothing.
   *
   * @param settings address, port and TLS of the server
   * @param endpoint answers all requests
   * @param onFailure receives each exception of the endpoint or of the start; must not throw
   */
  MetricsServer(ServerSettings settings, Endpoint endpoint, Consumer<Throwable> onFailure) {
    this(settings, endpoint, onFailure, ServerLimits.defaults());
  }

  MetricsServer(
      ServerSettings settings,
      Endpoint endpoint,
      Consumer<Throwable> onFailure,
      ServerLimits limits) {
    this(settings, endpoint, onFailure, limits, neighbour -> false);
  }

  /**
   * Creates the server; starts nothing.
   *
   * @param shows returns whether an application shows the metrics of this one too, by its name
   */
  MetricsServer(
      ServerSettings settings,
      Endpoint endpoint,
      Consumer<Throwable> onFailure,
      ServerLimits limits,
      Predicate<String> shows) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.onFailure = onFailure;
    this.shows = shows;
    this.limits = limits;
    this.threads = new ServerThreads(settings.webApp());
    this.thread =
        new BackgroundThread(
            settings.webApp(),
            threads,
            new Serving(),
            new CloseLimits(Duration.ZERO, limits.close()));
  }

  /** Begins to bind the port in the background. */
  void start() {
    thread.start();
  }

  /** Ends the wait of the next attempt to bind the port. */
  void retry() {
    thread.wake();
  }

  /** Returns the port that is bound, empty while there is none. */
  OptionalInt port() {
    BoundServer present = bound;
    return present == null ? OptionalInt.empty() : OptionalInt.of(present.port());
  }

  /**
   * Returns whether the port is bound, by this application or by one that shows its metrics too.
   * Starts to bind it if there was no thread for that at the start.
   */
  MetricSnapshots collect() {
    thread.start();
    double up = port().isPresent() || isShownBy(holder) ? 1 : 0;
    return MetricSnapshots.of(
        new GaugeSnapshot(
            MetricCatalog.METRICS_SERVER_UP.metadata(),
            List.of(new GaugeDataPointSnapshot(up, Labels.EMPTY, null))));
  }

  /** Frees the port, aborts every connection and ends all threads. May be repeated. */
  @Override
  public void close() {
    boolean served = bound != null;
    thread.close();
    Thread left = threads.awaitEnd(limits.close());
    if (left != null && served) {
      BackgroundThread.warnLeftBehind(settings.webApp(), left, "serving the metrics port");
    }
  }

  private void logStart(BoundServer started) {
    LOGGER.log(
        Level.INFO,
        "{0}: metrics port {1} is open",
        settings.webApp(),
        settings.address(started.port()));
    if (started.isWildcard() && settings.open()) {
      LOGGER.log(
          Level.WARNING,
          "{0}: metrics port {1} listens on every address without authentication; set auth.token or"
              + " auth.user, or restrict bind-address",
          settings.webApp(),
          settings.address(started.port()));
    }
  }

  private void logRetry(Throwable failure) {
    LOGGER.log(
        Level.WARNING,
        "{0}: cannot bind metrics port {1}, retrying: {2}",
        settings.webApp(),
        settings.address(settings.port()),
        LogText.escaped(failure));
  }

  /** Logs each web application that keeps this one from binding the port, once. */
  private boolean isHeldByNeighbour() {
    Optional<String> neighbour = settings.holder();
    String before = holder;
    holder = neighbour.orElse(null);
    if (isShownBy(holder)) {
      logSharing(neighbour.get(), before);
    } else if (neighbour.isPresent() && !neighbour.get().equals(before)) {
      LOGGER.log(
          Level.WARNING,
          "{0}: {1}, retrying; to scrape both applications at any time, give each its own"
              + " servlet-exporter.port",
          settings.webApp(),
          text(neighbour.get()));
    }
    return neighbour.isPresent();
  }

  private void logSharing(String neighbour, @Nullable String before) {
    if (!neighbour.equals(before)) {
      LOGGER.log(
          Level.INFO,
          "{0}: metrics port {1} is open in web app \"{2}\" of this JVM, and shows this application"
              + " too",
          settings.webApp(),
          settings.address(settings.port()),
          LogText.escaped(neighbour));
    }
  }

  private boolean isShownBy(@Nullable String neighbour) {
    return neighbour != null && shows.test(neighbour);
  }

  /**
   * Returns where the metrics of the application are while another web application of this JVM has
   * the port and does not show them; empty while none has.
   */
  Optional<String> notice() {
    return Optional.ofNullable(holder).filter(neighbour -> !shows.test(neighbour)).map(this::text);
  }

  private String text(String neighbour) {
    return "metrics port "
        + settings.address(settings.port())
        + " is in use by web app \""
        + LogText.escaped(neighbour)
        + "\" of this JVM, and the metrics of this application are "
        + (settings.scrapePath().isEmpty()
            ? "not exposed until the port is free"
            : "at " + settings.scrapePath() + " in the application");
  }

  ServerThreads threads() {
    return threads;
  }

  /** Work of the server's thread: binds the port, then serves it. */
  private final class Serving implements Job {

    private final Backoff backoff =
        new Backoff(limits, () -> ThreadLocalRandom.current().nextDouble());
    private boolean logged;

    @Override
    public boolean step(BackgroundThread self) throws IOException {
      BoundServer present = bound;
      if (present == null) {
        bind(self);
      } else {
        present.turn();
      }
      return true;
    }

    private void bind(BackgroundThread self) {
      try {
        Responders responders = new Responders(endpoint, onFailure, threads, limits.threadIdle());
        BoundServer opened = BoundServer.open(settings, responders, limits);
        PortRegister.enter(opened.address(), settings.webApp());
        holder = null;
        bound = opened;
        logStart(opened);
      } catch (Throwable e) {
        if (!isHeldByNeighbour() && !logged) {
          logRetry(e);
          logged = true;
        }
        self.pause(backoff.nanos());
      }
    }

    @Override
    public void failed(Throwable failure) {
      onFailure.accept(failure);
    }

    @Override
    public void wake() {
      BoundServer present = bound;
      if (present != null) {
        present.wake();
      }
    }

    @Override
    public void end() {
      BoundServer last = bound;
      bound = null;
      if (last != null) {
        PortRegister.remove(last.address(), settings.webApp());
        last.close();
      }
    }

    @Override
    public String activity() {
      return bound == null ? "binding the metrics port" : "serving the metrics port";
    }
  }
}
