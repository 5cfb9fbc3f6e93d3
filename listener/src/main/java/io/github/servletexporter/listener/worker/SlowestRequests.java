package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Table of the slowest requests of the last hour. It forgets five minutes at a time, so it keeps
 * the slowest of each five minutes. Thread-safe; bounded by {@value #MOST} requests for each of
 * them.
 */
final class SlowestRequests {

  /** Number of requests in a snapshot at most. */
  static final int MOST = 50;

  static final Duration SPAN = Duration.ofMinutes(5);
  private static final int SPANS = 12;

  private final Ticker ticker;
  private final Deque<Span> spans = new ArrayDeque<>();

  SlowestRequests(Ticker ticker) {
    this.ticker = ticker;
  }

  synchronized void add(SlowRequest request) {
    long now = ticker.nanos();
    forget(now);
    Span last = spans.peekLast();
    if (last == null || now - last.startNanos >= SPAN.toNanos()) {
      last = new Span(now, new PriorityQueue<>(byDuration()));
      spans.add(last);
    }
    last.slowest.add(request);
    if (last.slowest.size() > MOST) {
      last.slowest.remove();
    }
  }

  /** Returns the slowest requests, slowest first. */
  synchronized List<SlowRequest> snapshot() {
    forget(ticker.nanos());
    return spans.stream()
        .flatMap(span -> span.slowest.stream())
        .sorted(byDuration().reversed())
        .limit(MOST)
        .toList();
  }

  private static Comparator<SlowRequest> byDuration() {
    return Comparator.comparing(SlowRequest::duration);
  }

  private void forget(long now) {
    spans.removeIf(span -> now - span.startNanos >= SPAN.multipliedBy(SPANS).toNanos());
  }

  private record Span(long startNanos, PriorityQueue<SlowRequest> slowest) {}
}
