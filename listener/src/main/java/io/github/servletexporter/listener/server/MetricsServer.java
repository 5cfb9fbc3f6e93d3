package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server of our own, made of the Java platform's. Thread-safe.
 *
 * <p>It binds on a thread of its own and tries again for ever: a port that is taken neither delays
 * nor fails the application, and is ours as soon as it is free.
 */
public final class MetricsServer implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsServer.class.getName());
  private static final long CLOSE_MILLIS = 2000;

  private final ServerSettings settings;
  private final RequestHandler handler;
  private final Consumer<Throwable> onFailure;
  private final ServerThreads threads;
  private @Nullable Thread binder;
  private @Nullable BoundServer bound;
  private boolean closed;

  /**
   * Creates the server; starts nothing.
   *
   * @param settings where it listens
   * @param handler answers everything
   * @param onFailure told what the handler or a start has thrown; counts and logs, throws nothing
   */
  public MetricsServer(
      ServerSettings settings, RequestHandler handler, Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.handler = handler;
    this.onFailure = onFailure;
    this.threads = new ServerThreads(settings.webApp());
  }

  /** Starts to bind, in the background. Without a thread for it there is no own port. */
  public synchronized void start() {
    try {
      binder = threads.newThread(this::bind);
      binder.start();
    } catch (Throwable noThread) {
      onFailure.accept(noThread);
    }
  }

  /** Returns the port that is bound, or nothing while there is none. */
  public synchronized OptionalInt port() {
    return bound == null ? OptionalInt.empty() : OptionalInt.of(bound.port());
  }

  /** Returns whether the port is bound. */
  public MetricSnapshots collect() {
    double up = port().isPresent() ? 1 : 0;
    return MetricSnapshots.of(
        new GaugeSnapshot(
            MetricCatalog.METRICS_SERVER_UP.metadata(),
            List.of(new GaugeDataPointSnapshot(up, Labels.EMPTY, null))));
  }

  /** Frees the port, cuts every connection off and ends all threads. May be repeated. */
  @Override
  public void close() {
    BoundServer last;
    synchronized (this) {
      closed = true;
      last = bound;
      bound = null;
      LockSupport.unpark(binder);
    }
    if (last != null) {
      last.close();
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!threads.haveEndedWithin(CLOSE_MILLIS)) {
        LOGGER.log(
            Level.WARNING,
            "{0}: a thread of the own port is left behind; the web application stays in memory"
                + " until it ends",
            settings.webApp());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void bind() {
    Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    boolean told = false;
    while (!isClosed()) {
      try {
        serve(BoundServer.open(settings, handler, threads, onFailure));
        return;
      } catch (Throwable e) {
        if (!told) {
          warn(e);
          told = true;
        }
        LockSupport.parkNanos(this, backoff.nanos());
      }
    }
  }

  private void serve(BoundServer next) {
    boolean late;
    synchronized (this) {
      late = closed;
      bound = late ? null : next;
    }
    if (late) {
      next.close();
      return;
    }
    LOGGER.log(
        Level.INFO,
        "{0}: own port {1} of {2} is up",
        settings.webApp(),
        Integer.toString(next.port()),
        settings.bindAddress());
    if (next.isWildcard() && settings.open()) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the own port listens on every address and asks nobody for credentials: set auth.token"
              + " or auth.user, or a bind-address",
          settings.webApp());
    }
  }

  private void warn(Throwable failure) {
    LOGGER.log(
        Level.WARNING,
        "{0}: own port {1} of {2} can''t be had, which is tried again until it can: {3}",
        settings.webApp(),
        Integer.toString(settings.port()),
        settings.bindAddress(),
        LogText.escaped(failure));
  }

  ServerThreads threads() {
    return threads;
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
