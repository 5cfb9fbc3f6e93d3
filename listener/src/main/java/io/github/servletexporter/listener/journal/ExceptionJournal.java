package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.BackgroundThread.Job;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.failure.ExceptionListener;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.listener.exposition.TraceParent;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Journal of uncaught exceptions. A background thread writes them to the file {@code error-log}, to
 * the log and to the list on the status page.
 *
 * <p>Thread-safe. A request only adds the text of its exception to a queue that is limited in
 * number and in bytes. Exceptions that find the queue full or cannot be written are counted and
 * discarded.
 */
public final class ExceptionJournal implements ExceptionListener, AutoCloseable {

  /** Number of kinds of exceptions that {@link #latest()} returns at most. */
  public static final int RECENT_KINDS = 50;

  private static final int CAPACITY = 256;
  private static final long MAX_QUEUED_BYTES = 4L << 20;
  private static final CloseLimits CLOSE_LIMITS =
      new CloseLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));
  private static final String QUEUE_FULL = "queue_full";
  private static final String NOT_WRITTEN = "write_failed";

  private final JournalSettings settings;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Consumer<Throwable> onFailure;

  /** Queue of the thread; an empty element only wakes it up. */
  private final BlockingQueue<Optional<ExceptionRecord>> queue = new ArrayBlockingQueue<>(CAPACITY);

  private final AtomicLong queuedBytes = new AtomicLong();

  private final RecentExceptions recent = new RecentExceptions();
  private final CounterFamily dropped = new CounterFamily(MetricCatalog.ERROR_LOG_DROPPED, 2);
  private final @Nullable ErrorLog file;
  private final List<ExceptionSink> sinks = new ArrayList<>();
  private final BackgroundThread thread;

  /**
   * Creates the journal; the first exception starts its thread. If no thread can be started,
   * exceptions fill the queue until the next exception or a scrape tries again.
   *
   * @param settings destinations of the exceptions
   * @param clock wall clock
   * @param ticker source of time for throttling
   * @param onFailure receives each exception of a destination; must not throw
   */
  public ExceptionJournal(
      JournalSettings settings, InstantSource clock, Ticker ticker, Consumer<Throwable> onFailure) {
    this(settings, clock, ticker, onFailure, CLOSE_LIMITS);
  }

  ExceptionJournal(
      JournalSettings settings,
      InstantSource clock,
      Ticker ticker,
      Consumer<Throwable> onFailure,
      CloseLimits limits) {
    this.settings = settings;
    this.ticker = ticker;
    this.clock = clock;
    this.onFailure = onFailure;
    this.file =
        settings.errorLog() == null
            ? null
            : ErrorLog.open(settings.errorLog(), settings.instance(), ticker);
    this.thread = new BackgroundThread(settings.webApp(), "journal", new Writing(), limits);
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

  /**
   * Queues the text of the exception, cut to its limits, rather than the exception, which may refer
   * to anything. So the methods of the exception are called by the thread that it was thrown on.
   */
  @Override
  public void uncaught(UncaughtException uncaught) {
    if (thread.isClosed() || queue.remainingCapacity() == 0 || !queue(captured(uncaught))) {
      dropped.increment(QUEUE_FULL);
    }
    thread.start();
  }

  private ExceptionRecord captured(UncaughtException uncaught) {
    String traceId = settings.currentTrace().get();
    if (traceId == null) {
      TraceParent parent = TraceParent.parse(uncaught.traceParent());
      traceId = parent == null ? null : parent.traceId();
    }
    return new ExceptionRecord(
        clock.instant(),
        CapturedException.of(uncaught.exception()),
        new ExceptionRecord.Request(uncaught.method(), uncaught.route(), uncaught.status()),
        traceId);
  }

  private boolean queue(ExceptionRecord next) {
    long bytes = next.exception().bytes();
    if (queuedBytes.addAndGet(bytes) <= MAX_QUEUED_BYTES && queue.offer(Optional.of(next))) {
      return true;
    }
    queuedBytes.addAndGet(-bytes);
    return false;
  }

  /** Returns the latest kinds of exceptions, at most 50, beginning with the latest. */
  public List<ExceptionSummary> latest() {
    return recent.latest();
  }

  /**
   * Returns the number of discarded exceptions. Starts the thread if that was not possible before.
   */
  public MetricSnapshots collect() {
    if (!queue.isEmpty()) {
      thread.start();
    }
    return MetricSnapshots.of(dropped.collect());
  }

  /**
   * Writes the exceptions in the queue and ends the thread, both within a bounded time. May be
   * repeated; exceptions that come afterwards are discarded.
   */
  @Override
  public void close() {
    thread.close();
  }

  private void write(ExceptionRecord exception) {
    queuedBytes.addAndGet(-exception.exception().bytes());
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

  /** Writing of the queue's exceptions. */
  private final class Writing implements Job {

    @Override
    public boolean step(BackgroundThread self) throws InterruptedException {
      queue.take().ifPresent(ExceptionJournal.this::write);
      return true;
    }

    @Override
    public void end() throws IOException {
      try (file) {
        for (var next = queue.poll(); next != null; next = queue.poll()) {
          next.ifPresent(ExceptionJournal.this::write);
        }
      }
    }

    @Override
    public void wake() {
      queue.offer(Optional.empty()); // if there is no room, the thread has something to wake for
    }

    @Override
    public void abort() {
      queue.clear();
    }

    @Override
    public void failed(Throwable failure) {
      onFailure.accept(failure);
    }

    @Override
    public String activity() {
      return "writing exceptions";
    }
  }
}
