package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests with wrong credentials: their number, a line in the log, and the limit on the guesses of
 * each client. Thread-safe.
 *
 * <p>A client has ten guesses, and gets one more each second. Beyond that, its requests are refused
 * whatever their credentials are, at once, so that no thread waits. Clients that have had the right
 * credentials in the last ten minutes are not refused when they have them again: somebody who
 * guesses behind the same proxy cannot lock Prometheus out.
 */
public final class AuthFailures {

  private static final Logger LOGGER = System.getLogger(AuthFailures.class.getName());
  private static final int GUESSES = 10;
  private static final int MOST_PEERS = 1_000;
  private static final long NANOS_PER_GUESS = Duration.ofSeconds(1).toNanos();
  private static final long TRUST_NANOS = Duration.ofMinutes(10).toNanos();

  private final WebApp webApp;
  private final Ticker ticker;
  private final Throttle throttle;
  private final LongAdder failures = new LongAdder();

  /** Known clients, the one that was seen last at the end. */
  private final Map<Peer, Client> clients = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Creates a record without failures.
   *
   * @param ticker source of time
   */
  public AuthFailures(WebApp webApp, Ticker ticker) {
    this.webApp = webApp;
    this.ticker = ticker;
    this.throttle = new Throttle(Duration.ofMinutes(1), ticker);
  }

  /**
   * Records a request with credentials.
   *
   * @param right whether they are right
   * @return whether the client may learn that
   */
  public boolean record(Peer peer, boolean right) {
    boolean allowed = client(peer).allows(right, ticker.nanos());
    if (!right) {
      failures.increment();
      log(peer);
    }
    return allowed;
  }

  private synchronized Client client(Peer peer) {
    Client present = clients.get(peer);
    if (present == null) {
      present = new Client(ticker.nanos());
      clients.put(peer, present);
      if (clients.size() > MOST_PEERS) {
        clients.remove(clients.keySet().iterator().next());
      }
    }
    return present;
  }

  private void log(Peer peer) {
    if (throttle.tryAcquire()) {
      LOGGER.log(
          Level.WARNING,
          "{0}: a request for servlet-exporter''s pages has wrong credentials; client={1},"
              + " suppressed={2}",
          webApp,
          peer,
          Long.toString(throttle.takeSuppressed()));
    }
  }

  /** Returns the number of requests with wrong credentials. */
  public MetricSnapshots collect() {
    return MetricSnapshots.of(
        new CounterSnapshot(
            MetricCatalog.AUTH_FAILURES.metadata(),
            List.of(new CounterDataPointSnapshot(failures.sum(), Labels.EMPTY, null, 0))));
  }

  /** Guesses and successes of a client. Thread-safe. */
  private static final class Client {

    /** Time at which all guesses are available again. */
    private long fullNanos;

    private long rightNanos;
    private boolean wasRight;

    Client(long nowNanos) {
      this.fullNanos = nowNanos;
    }

    synchronized boolean allows(boolean right, long nowNanos) {
      boolean hasGuess = fullNanos - nowNanos <= (GUESSES - 1) * NANOS_PER_GUESS;
      if (!right) {
        if (hasGuess) {
          fullNanos = Math.max(fullNanos - nowNanos, 0) + nowNanos + NANOS_PER_GUESS;
        }
        return hasGuess;
      }
      boolean trusted = wasRight && nowNanos - rightNanos < TRUST_NANOS;
      if (hasGuess || trusted) {
        wasRight = true;
        rightNanos = nowNanos;
        return true;
      }
      return false;
    }
  }
}
