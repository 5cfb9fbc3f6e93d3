package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watchdog for requests that exceed {@code worker-timeout}: reports each of them once, acts on it
 * once, and reports once that it has ended.
 *
 * <p>Thread-safe. It examines the requests in flight at each {@link #check()} and costs requests
 * nothing in between. It holds no lock, so a logger or listener that calls instrumented code, and
 * through it this class, does not block. Whatever the requests, the listener or the logger throw is
 * reported, and the check continues; only a call that does not return stops it.
 *
 * <p>From the check that finds a stuck request to the first check without it, the watchdog refers
 * to what {@link RunningRequest} contains.
 */
final class StuckRequestWatchdog implements AutoCloseable {

  private final WatchdogSettings settings;
  private final long timeoutNanos;
  private final RunningRequests requests;
  private final StuckRequestListener listener;
  private final Consumer<Throwable> onFailure;
  private final StackSampler stacks;
  private final StuckRequestLog log;
  private final AtomicBoolean checking = new AtomicBoolean();

  /** Replaced as a whole by each check, of which there is one at a time. */
  private volatile Map<Object, StuckCase> stuck = Map.of();

  private volatile boolean closed;

  /**
   * Creates a watchdog, whose {@link #check()} is to be called about once a second.
   *
   * @param settings timeout and action
   * @param requests the requests in flight
   * @param listener receives stuck requests, in addition to the log
   * @param onFailure receives what requests, listener or logger throw
   */
  StuckRequestWatchdog(
      WatchdogSettings settings,
      RunningRequests requests,
      StuckRequestListener listener,
      Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.timeoutNanos = settings.timeoutNanos();
    this.requests = requests;
    this.listener = listener;
    this.onFailure = onFailure;
    this.stacks = new StackSampler(settings.ticker());
    this.log = new StuckRequestLog(settings);
  }

  /** Returns whether the request on a thread was stuck at the last check. */
  boolean isStuck(Thread thread) {
    return stuck.values().stream().anyMatch(stuckCase -> stuckCase.request().thread() == thread);
  }

  /** Returns the number of workers of each pool that were stuck at the last check, unless 0. */
  Map<String, Integer> stuckByPool() {
    Map<String, Integer> counts = new HashMap<>();
    for (StuckCase stuckCase : stuck.values()) {
      if (stuckCase.request().thread() != null) {
        counts.merge(stuckCase.request().pool(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Returns the number of asynchronous requests on no thread that were stuck at the last check. */
  int stuckWithoutThread() {
    return (int)
        stuck.values().stream().filter(stuckCase -> stuckCase.request().thread() == null).count();
  }

  /** Returns the number of requests that were stuck at the last check. */
  int stuckRequests() {
    return stuck.size();
  }

  /**
   * Examines the requests in flight. Returns at once if another thread does so at the same time, or
   * if the check itself has called code that leads back here. Throws nothing.
   */
  void check() {
    if (closed || !checking.compareAndSet(false, true)) {
      return;
    }
    try {
      check(requests.running(), settings.ticker().nanos());
    } catch (Throwable e) {
      failed(e);
    } finally {
      checking.set(false);
    }
  }

  /** Forgets all requests and reports nothing from now on. Further calls have no effect. */
  @Override
  public void close() {
    closed = true;
    stuck = Map.of();
  }

  /** Completes the new state before it reports any of it, so that a failure repeats no report. */
  private void check(List<RunningRequest> running, long now) {
    Map<Object, StuckCase> before = stuck;
    Map<Object, StuckCase> after = new LinkedHashMap<>();
    List<StuckCase> found = new ArrayList<>();
    for (RunningRequest request : running) {
      long ageNanos = now - request.startNanos();
      if (ageNanos > timeoutNanos && !after.containsKey(request.key())) {
        StuckCase known = before.get(request.key());
        StuckCase present = known != null ? known.seenAs(request) : open(request, ageNanos);
        after.put(request.key(), present);
        if (known == null) {
          found.add(present);
        }
      }
    }
    stuck = Collections.unmodifiableMap(after);
    if (closed) {
      stuck = Map.of();
      return;
    }
    for (StuckCase stuckCase : found) {
      reportFound(stuckCase);
    }
    reportRecovered(before, after, now);
    guarded(log::summarize);
  }

  private StuckCase open(RunningRequest request, long ageNanos) {
    boolean detailed = stacks.tryAcquire();
    List<StackTraceElement> stack = detailed ? StackSampler.stackOf(request.thread()) : List.of();
    return StuckCase.of(request, ageNanos, stack, detailed);
  }

  private void reportFound(StuckCase stuckCase) {
    guarded(() -> listener.stuckFound(stuckCase.found()));
    String outcome = act(stuckCase);
    guarded(() -> log.found(stuckCase, outcome));
  }

  /** Acts on a stuck request; returns the clause about it for the log. */
  private String act(StuckCase stuckCase) {
    if (stuckCase.request().thread() == null) {
      return "";
    }
    return switch (settings.action()) {
      case LOG -> "";
      case INTERRUPT -> interrupt(stuckCase);
      case RECYCLE -> replace(stuckCase);
    };
  }

  private String interrupt(StuckCase stuckCase) {
    if (!done(requests::interrupt, stuckCase)) {
      return "; the thread is not interrupted, because the request has left it";
    }
    guarded(() -> listener.interrupted(stuckCase.found()));
    return "; the thread is interrupted";
  }

  private String replace(StuckCase stuckCase) {
    if (!done(requests::replace, stuckCase)) {
      return "; the pool cannot replace the thread";
    }
    guarded(() -> listener.replaced(stuckCase.found()));
    return "; the pool replaces the thread";
  }

  private boolean done(Predicate<RunningRequest> action, StuckCase stuckCase) {
    try {
      return action.test(stuckCase.request());
    } catch (Throwable e) {
      failed(e);
      return false;
    }
  }

  private void reportRecovered(
      Map<Object, StuckCase> before, Map<Object, StuckCase> after, long now) {
    for (Map.Entry<Object, StuckCase> entry : before.entrySet()) {
      if (!after.containsKey(entry.getKey())) {
        StuckCase stuckCase = entry.getValue();
        Duration total = Duration.ofNanos(now - stuckCase.request().startNanos());
        guarded(() -> listener.recovered(stuckCase.found(), total));
        guarded(() -> log.recovered(stuckCase, total));
      }
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable failure) {
    try {
      onFailure.accept(failure);
    } catch (Throwable reporting) {
      // The failure cannot be reported; the next check runs nevertheless.
    }
  }
}
