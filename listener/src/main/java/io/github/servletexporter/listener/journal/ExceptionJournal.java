package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.request.ExceptionListener;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes uncaught exceptions from requests and writes of them on a thread of its own: into the file
 * of {@code error-log}, into the log, and into the list that the status page shows.
 *
 * <p>Thread-safe. A request only puts its exception into a bounded queue; what finds no room, or
 * can't be written, is counted and forgotten.
 */
public final class ExceptionJournal implements ExceptionListener, AutoCloseable {

  /** Number of kinds of exceptions that {@link #latest()} returns at most. */
  public static final int RECENT_KINDS = 50;

  private static final int CAPACITY = 256;
  private static final long JOIN_MILLIS = 2000;
  private static final String QUEUE_FULL = "queue_full";
  private static final String NOT_WRITTEN = "write_failed";

  private final JournalSettings settings;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Consumer<Throwable> onFailure;

  /** An empty element only wakes the thread, to see that it is to end. */
  private final BlockingQueue<Optional<ExceptionRecord>> queue = new ArrayBlockingQueue<>(CAPACITY);

  private final RecentExceptions recent = new RecentExceptions();
  private final CounterFamily dropped = new CounterFamily(MetricCatalog.ERROR_LOG_DROPPED, 2);
  private final @Nullable ErrorLogFile file;
  private final List<ExceptionSink> sinks = new ArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /**
   * Creates the journal; starts nothing.
   *
   * @param settings where to write
   * @param clock the wall clock
   * @param ticker the time that throttles
   * @param onFailure told what a part of this threw; counts and logs, throws nothing
   */
  public ExceptionJournal(
      JournalSettings settings, InstantSource clock, Ticker ticker, Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.ticker = ticker;
    this.clock = clock;
    this.onFailure = onFailure;
    this.file =
        settings.file() == null
            ? null
            : new ErrorLogFile(settings.file(), settings.instance(), ticker);
    addSinks(settings.webApp());
    dropped.initialize(QUEUE_FULL);
    dropped.initialize(NOT_WRITTEN);
  }

  private void addSinks(WebApp webApp) {
    sinks.add(recent::add);
    if (file != null) {
      sinks.add(file);
    }
    if (settings.logged()) {
      sinks.add(new ExceptionLog(webApp, ticker));
    }
  }

  /** Starts the thread. Without one, exceptions are dropped and counted. */
  public void start() {
    try {
      String name = ("servlet-exporter-journal " + settings.webApp().contextPath()).strip();
      Thread next = new Thread(null, this::loop, name, 0, false);
      next.setDaemon(true);
      next.setContextClassLoader(settings.webApp().loader());
      next.start();
      thread = next;
    } catch (Throwable noThread) {
      onFailure.accept(noThread);
    }
  }

  @Override
  public void uncaught(UncaughtException exception) {
    String traceId = settings.currentTrace().get();
    if (traceId == null) {
      traceId = TraceParent.traceId(exception.traceParent());
    }
    var next = Optional.of(new ExceptionRecord(clock.instant(), exception, traceId));
    if (closed || !queue.offer(next)) {
      dropped.increment(QUEUE_FULL);
    }
  }

  /** Returns the kinds of exceptions that came last, the last one first; at most 50. */
  public List<ExceptionSummary> latest() {
    return recent.latest();
  }

  /** Returns what was lost so far. */
  public MetricSnapshots collect() {
    return MetricSnapshots.of(dropped.collect());
  }

  /**
   * Writes what is in the queue and ends the thread; both for a bounded time. May be repeated; what
   * comes afterwards is dropped.
   */
  @Override
  public void close() {
    closed = true;
    Thread last = thread;
    thread = null;
    if (last == null) {
      return;
    }
    queue.offer(Optional.empty());
    try {
      last.join(JOIN_MILLIS);
      last.interrupt(); // A disk that hangs lets go of an interrupted thread, as far as Java can.
      last.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.clear();
  }

  private void loop() {
    try {
      while (!closed || !queue.isEmpty()) {
        next().ifPresent(this::write);
      }
    } finally {
      closeFile();
    }
  }

  /** Only a close ends the thread: an exception's method may have left an interrupt behind. */
  private Optional<ExceptionRecord> next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      if (closed) {
        queue.clear();
      }
      return Optional.empty();
    }
  }

  private void write(ExceptionRecord exception) {
    for (ExceptionSink sink : sinks) {
      try {
        sink.write(exception);
      } catch (IOException e) {
        dropped.increment(NOT_WRITTEN);
        onFailure.accept(e);
      } catch (Throwable e) {
        onFailure.accept(e);
      }
    }
  }

  private void closeFile() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      onFailure.accept(e);
    }
  }
}
