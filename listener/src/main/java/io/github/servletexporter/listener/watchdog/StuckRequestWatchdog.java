package io.github.servletexporter.listener.watchdog;

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
 * Finds requests that run for longer than {@code worker-timeout}: tells of each once, does once
 * what is to be done about it, and tells once when it has ended after all.
 *
 * <p>Thread-safe. It sees what runs at each {@link #look()}; between two looks nothing of ours is
 * on a request's way. It holds no lock, ever: a logger or a listener that comes back here, by
 * calling code that is instrumented, finds the door open. Nothing that it calls can stop it but by
 * not returning; what any of it throws is handed on and the rest goes on.
 *
 * <p>It remembers of a request what {@link RunningRequest} has, from the look that finds it stuck
 * to the first that doesn't see it.
 */
public final class StuckRequestWatchdog implements AutoCloseable {

  private final WatchdogSettings settings;
  private final long timeoutNanos;
  private final WatchedWorkers workers;
  private final StuckRequestListener listener;
  private final Consumer<Throwable> onFailure;
  private final StackSampler stacks;
  private final StuckRequestLog log;
  private final AtomicBoolean looking = new AtomicBoolean();

  /** Replaced as a whole by the one look at a time that there is. */
  private volatile Map<Object, StuckCase> stuck = Map.of();

  private volatile boolean closed;

  /**
   * Creates a watchdog; somebody has to call {@link #look()} every second or so.
   *
   * @param settings when a request is stuck, and what is done then
   * @param workers what it sees, and what it may do
   * @param listener told of stuck requests, besides the log
   * @param onFailure told what workers, listener or logger throw
   */
  public StuckRequestWatchdog(
      WatchdogSettings settings,
      WatchedWorkers workers,
      StuckRequestListener listener,
      Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.timeoutNanos = settings.timeoutNanos();
    this.workers = workers;
    this.listener = listener;
    this.onFailure = onFailure;
    long now = settings.ticker().nanos();
    this.stacks = new StackSampler(now);
    this.log = new StuckRequestLog(settings, now);
  }

  /** Returns whether the request on a thread was stuck when last looked at. */
  public boolean isStuck(Thread thread) {
    return stuck.values().stream().anyMatch(stuckCase -> stuckCase.request().thread() == thread);
  }

  /** Returns how many workers of each pool were stuck when last looked at, none left out as 0. */
  public Map<String, Integer> stuckByPool() {
    Map<String, Integer> counts = new HashMap<>();
    for (StuckCase stuckCase : stuck.values()) {
      if (stuckCase.request().thread() != null) {
        counts.merge(stuckCase.request().pool(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Returns how many stuck requests were asynchronous and on no thread when last looked at. */
  public int stuckWithoutThread() {
    return (int)
        stuck.values().stream().filter(stuckCase -> stuckCase.request().thread() == null).count();
  }

  /**
   * Looks once at what runs. A second caller at the same time, and one that the first has called,
   * returns at once. Throws nothing.
   */
  public void look() {
    if (closed || !looking.compareAndSet(false, true)) {
      return;
    }
    try {
      lookAt(workers.running().get(), settings.ticker().nanos());
    } catch (Throwable e) {
      failed(e);
    } finally {
      looking.set(false);
    }
  }

  /** Forgets all requests; nothing is told from now on. May be repeated. */
  @Override
  public void close() {
    closed = true;
    stuck = Map.of();
  }

  /** All is known before any of it is told: what fails while it is told is not told twice. */
  private void lookAt(List<RunningRequest> running, long now) {
    Map<Object, StuckCase> before = stuck;
    Map<Object, StuckCase> after = new LinkedHashMap<>();
    List<StuckCase> found = new ArrayList<>();
    for (RunningRequest request : running) {
      long ageNanos = now - request.startNanos();
      if (ageNanos > timeoutNanos && !after.containsKey(request.key())) {
        StuckCase known = before.get(request.key());
        StuckCase present = known != null ? known.seenAs(request) : open(request, ageNanos, now);
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
    found.forEach(this::tellFound);
    tellRecovered(before, after, now);
    guarded(() -> log.summarize(now));
  }

  private StuckCase open(RunningRequest request, long ageNanos, long now) {
    boolean detailed = stacks.admits(now);
    List<StackTraceElement> stack = detailed ? StackSampler.stackOf(request.thread()) : List.of();
    return new StuckCase(request, StuckRequest.of(request, ageNanos, stack), detailed);
  }

  private void tellFound(StuckCase stuckCase) {
    guarded(() -> listener.stuckFound(stuckCase.found()));
    String outcome = act(stuckCase);
    guarded(() -> log.found(stuckCase, outcome));
  }

  /** Returns what was done about a stuck request, for the log. */
  private String act(StuckCase stuckCase) {
    if (stuckCase.request().thread() == null) {
      return "";
    }
    return switch (settings.action()) {
      case LOG -> "";
      case INTERRUPT -> interrupt(stuckCase);
      case RECYCLE -> recycle(stuckCase);
    };
  }

  private String interrupt(StuckCase stuckCase) {
    if (!done(workers.interrupter(), stuckCase)) {
      return "; its thread was not interrupted";
    }
    guarded(() -> listener.interrupted(stuckCase.found()));
    return "; its thread is interrupted";
  }

  private String recycle(StuckCase stuckCase) {
    if (!done(workers.recycler(), stuckCase)) {
      return "; its thread can't be replaced";
    }
    guarded(() -> listener.replaced(stuckCase.found()));
    return "; its thread is replaced";
  }

  private boolean done(Predicate<RunningRequest> action, StuckCase stuckCase) {
    try {
      return action.test(stuckCase.request());
    } catch (Throwable e) {
      failed(e);
      return false;
    }
  }

  private void tellRecovered(
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
    } catch (Throwable e) {
      // Nobody is left to tell; the next look comes.
    }
  }
}
