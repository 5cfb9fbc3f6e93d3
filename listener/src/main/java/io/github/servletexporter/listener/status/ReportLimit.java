package io.github.servletexporter.listener.status;

import io.github.servletexporter.listener.endpoint.Peer;
import io.github.servletexporter.listener.endpoint.PeerLimit;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limit on the rendering of the status page's data, which takes much more processor time than
 * anything else that a client can request. One report is rendered at a time, and a few requests
 * wait for it. Thread-safe.
 */
final class ReportLimit {

  /** Fewer than the threads of the metrics port, so that scrapes and probes have some. */
  private static final int MOST = 6;

  /** Enough for a page with the history of a route, and another client at the same address. */
  private static final int MOST_OF_PEER = 4;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final PeerLimit requests = new PeerLimit(MOST, MOST_OF_PEER);
  private final Semaphore rendering = new Semaphore(1, true);
  private final Duration longestWait;

  ReportLimit() {
    this(LONGEST_WAIT);
  }

  /**
   * Creates a limit.
   *
   * @param longestWait time that a request waits for others
   */
  ReportLimit(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /** Rendering of a report. */
  @FunctionalInterface
  interface Report {
    byte[] render() throws IOException;
  }

  /** Returns a report, empty if too many are requested. */
  Optional<byte[]> render(Peer peer, Report report) throws IOException {
    if (!requests.enter(peer)) {
      return Optional.empty();
    }
    try {
      return renderAlone(report);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a report");
    } finally {
      requests.leave(peer);
    }
  }

  private Optional<byte[]> renderAlone(Report report) throws IOException, InterruptedException {
    if (!rendering.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(report.render());
    } finally {
      rendering.release();
    }
  }

  /** Returns the number of requests that are rendered or wait. */
  int requests() {
    return requests.requests();
  }
}
