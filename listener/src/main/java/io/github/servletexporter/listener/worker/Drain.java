package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.container.StopThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Drain of the web application before it stops: refuses new requests, waits for the requests in
 * flight and for the container to send their responses, and logs those that have not finished in
 * time.
 *
 * <p>Runs on the thread that stops the container.
 */
final class Drain implements Runnable {

  private static final Logger LOGGER = System.getLogger(Drain.class.getName());
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final Duration PROGRESS = Duration.ofSeconds(5);

  /** A thread of the pool can be busy with another application, for as long as it likes. */
  private static final Duration RESPONSE_LIMIT = Duration.ofMillis(500);

  /** Maximum number of unfinished requests in the log line. */
  private static final int MAX_LOGGED = 10;

  private final WebApp webApp;
  private final Duration limit;
  private final Runnable refuseNew;
  private final Supplier<List<RunningRequest>> running;
  private final Supplier<List<Thread>> workers;
  private final Duration progress;
  private final LastResponses responses = new LastResponses(RESPONSE_LIMIT);

  /**
   * Creates a drain.
   *
   * @param limit the maximum time to wait; zero disables waiting
   * @param refuseNew starts to refuse new requests
   * @param running the requests in flight
   * @param workers the threads that have served requests
   */
  Drain(
      WebApp webApp,
      Duration limit,
      Runnable refuseNew,
      Supplier<List<RunningRequest>> running,
      Supplier<List<Thread>> workers) {
    this(webApp, limit, refuseNew, running, workers, PROGRESS);
  }

  /**
   * Creates a drain.
   *
   * @param progress the interval of the log lines that say how many requests are left
   */
  Drain(
      WebApp webApp,
      Duration limit,
      Runnable refuseNew,
      Supplier<List<RunningRequest>> running,
      Supplier<List<Thread>> workers,
      Duration progress) {
    this.webApp = webApp;
    this.limit = limit;
    this.refuseNew = refuseNew;
    this.running = running;
    this.workers = workers;
    this.progress = progress;
  }

  /** Returns when all requests have ended, or after the limit. */
  @Override
  public void run() {
    refuseNew.run();
    long startNanos = System.nanoTime();
    Set<Thread> threads = new HashSet<>();
    List<RunningRequest> left = await(startNanos, threads);
    if (!limit.isZero()) {
      threads.addAll(workers.get());
      threads.removeIf(StopThreads::isStopping);
      left.forEach(request -> threads.remove(request.thread()));
      responses.await(threads);
    }
    report(left, Duration.ofNanos(System.nanoTime() - startNanos));
  }

  /**
   * Returns the requests that have not ended.
   *
   * @param threads receives the threads that have served requests meanwhile, as the virtual ones
   *     among them are no workers any more when their request has ended
   */
  private List<RunningRequest> await(long startNanos, Set<Thread> threads) {
    List<RunningRequest> left = others();
    addThreads(left, threads);
    long loggedNanos = startNanos;
    while (!left.isEmpty()
        && System.nanoTime() - startNanos < limit.toNanos()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, POLL_NANOS);
      left = others();
      addThreads(left, threads);
      long nanos = System.nanoTime();
      if (!left.isEmpty() && nanos - loggedNanos >= progress.toNanos()) {
        loggedNanos = nanos;
        logProgress(left, limit.minusNanos(nanos - startNanos));
      }
    }
    return left;
  }

  private static void addThreads(List<RunningRequest> requests, Set<Thread> threads) {
    for (RunningRequest request : requests) {
      Thread thread = request.thread();
      if (thread != null) {
        threads.add(thread);
      }
    }
  }

  private void logProgress(List<RunningRequest> left, Duration rest) {
    LOGGER.log(
        Level.INFO,
        "{0}: the stop waits for requests in flight; left={1}, longest wait={2} s, for example {3}",
        webApp,
        left.size(),
        Long.toString(Math.max(0, rest.toSeconds())),
        name(left.get(0)));
  }

  /** Excludes a request that stops its own application, which must not wait for itself. */
  private List<RunningRequest> others() {
    return running.get().stream()
        .filter(request -> request.thread() == null || !StopThreads.isStopping(request.thread()))
        .toList();
  }

  private void report(List<RunningRequest> left, Duration waited) {
    // A text, since the logger would group the digits of a number according to the locale.
    String millis = Long.toString(waited.toMillis());
    if (left.isEmpty()) {
      LOGGER.log(Level.DEBUG, "{0}: drained; duration={1} ms", webApp, millis);
    } else {
      LOGGER.log(
          Level.WARNING,
          "{0}: unfinished requests at the end of graceful-timeout are cut off; count={1},"
              + " duration={2} ms: {3}",
          webApp,
          left.size(),
          millis,
          left.stream().limit(MAX_LOGGED).map(Drain::name).collect(Collectors.joining(", ")));
    }
  }

  private static String name(RunningRequest request) {
    long ageNanos = System.nanoTime() - request.startNanos();
    return LogText.escaped(request.method())
        + " "
        + LogText.escaped(request.route())
        + " ("
        + TimeUnit.NANOSECONDS.toMillis(ageNanos)
        + " ms)";
  }
}
