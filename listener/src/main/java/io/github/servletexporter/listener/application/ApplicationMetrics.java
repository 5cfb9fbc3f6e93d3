package io.github.servletexporter.listener.application;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.WebApp;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that the application registers with client_java, of the same or another version.
 *
 * <p>The application's collectors run on a thread of their own: a scrape waits for them for a
 * limited time, and scrapes that come together share one reading. Thread-safe; throws nothing.
 */
public final class ApplicationMetrics implements AutoCloseable {

  /**
   * Name of the attribute of the {@code ServletContext} in which an application may leave a
   * registry.
   */
  public static final String ATTRIBUTE = "io.github.servletexporter.registry";

  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final BackgroundThread.CloseLimits CLOSE =
      new BackgroundThread.CloseLimits(Duration.ZERO, Duration.ofSeconds(2));

  private final ApplicationRegistries registries;
  private final ApplicationReader reader;
  private final OmissionReport report;
  private final RetainedFamilies retained;
  private final Consumer<Throwable> onFailure;
  private final ReadLimits limits;
  private final BackgroundThread thread;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Object lock = new Object();
  private volatile boolean handedOut;
  private volatile @Nullable Thread readingThread;
  private @Nullable Reading running;

  /**
   * Creates the metrics; nothing is read before the first scrape.
   *
   * @param attribute returns the value of the attribute, or null
   * @param ours returns servlet-exporter's own metrics, for {@link #registry}
   * @param jvm returns the JVM metrics, even while another web application exposes them
   * @param onFailure receives what the application's collectors throw; must not throw
   */
  public ApplicationMetrics(
      WebApp webApp,
      Supplier<@Nullable Object> attribute,
      Supplier<MetricSnapshots> ours,
      Supplier<MetricSnapshots> jvm,
      Consumer<Throwable> onFailure) {
    this(webApp, attribute, ours, jvm, onFailure, ReadLimits.DEFAULT);
  }

  ApplicationMetrics(
      WebApp webApp,
      Supplier<@Nullable Object> attribute,
      Supplier<MetricSnapshots> ours,
      Supplier<MetricSnapshots> jvm,
      Consumer<Throwable> onFailure,
      ReadLimits limits) {
    this.onFailure = onFailure;
    this.limits = limits;
    this.retained = new RetainedFamilies(limits);
    this.report = new OmissionReport(webApp);
    this.registries =
        new ApplicationRegistries(webApp, attribute, () -> handedOut ? registry : null);
    this.reader =
        new ApplicationReader(registries, new ReservedNames(jvm), limits, report, onFailure);
    this.thread = new BackgroundThread(webApp, "application-metrics", new Job(), CLOSE);
    // A reading contains neither what is exposed already nor itself.
    MultiCollector exporter = () -> isReader() ? MetricSnapshots.of() : ours.get();
    registry.register(exporter);
  }

  /**
   * Returns a registry for embedded use. It contains servlet-exporter's own metrics, and what is
   * registered in it is a metric of the application.
   */
  public PrometheusRegistry registry() {
    handedOut = true;
    return registry;
  }

  /** Returns the application's metrics; none if they cannot be read in time. */
  public MetricSnapshots collect() {
    return new MetricSnapshots(read());
  }

  /**
   * Returns the metrics that this instance publishes: those of the application, and the totals that
   * are not there any more.
   */
  public MetricSnapshots published() {
    return isReader() ? MetricSnapshots.of() : retained.complete(read());
  }

  /** Returns the metrics about the application's metrics. */
  public MetricSnapshots omissions() {
    return MetricSnapshots.of(report.collect());
  }

  /** Ends the thread and forgets everything of the application. */
  @Override
  public void close() {
    thread.close();
    registries.close();
    retained.clear();
  }

  private List<MetricSnapshot> read() {
    try {
      if (isReader() || registries.find().isEmpty()) {
        return List.of();
      }
      Reading reading = request();
      if (reading == null) {
        return List.of();
      }
      long left = reading.startNanos + limits.time().toNanos() - System.nanoTime();
      return reading.result.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (TimeoutException e) {
      onFailure.accept(
          new TimeoutException(
              "the collectors of the application have not answered within "
                  + limits.time().toMillis()
                  + " ms; its metrics are missing from this scrape"));
      return List.of();
    } catch (Throwable e) {
      onFailure.accept(e instanceof ExecutionException ? e.getCause() : e);
      return List.of();
    }
  }

  /** Returns the reading that runs, or starts one; null after a close. */
  private @Nullable Reading request() {
    Reading reading;
    synchronized (lock) {
      reading = running;
      if (reading == null) {
        reading = new Reading();
        running = reading;
      }
    }
    if (!thread.start()) {
      finish(reading);
      return null;
    }
    thread.wake();
    return reading;
  }

  /** Comes before the result: whoever scrapes after that must not find the old reading. */
  private void finish(Reading reading) {
    synchronized (lock) {
      if (running == reading) {
        running = null;
      }
    }
  }

  private boolean isReader() {
    return Thread.currentThread() == readingThread;
  }

  /** One pass over the registries. */
  private static final class Reading {

    /** Time at which it was requested. */
    final long startNanos = System.nanoTime();

    final CompletableFuture<List<MetricSnapshot>> result = new CompletableFuture<>();
  }

  /** Work of the thread: the readings that scrapes request. */
  private final class Job implements BackgroundThread.Job {

    @Override
    public boolean step(BackgroundThread self) {
      readingThread = Thread.currentThread();
      Reading reading;
      synchronized (lock) {
        reading = running;
      }
      if (reading == null) {
        self.pause(IDLE.toNanos());
        return true;
      }
      try {
        List<MetricSnapshot> families = reader.read();
        finish(reading);
        reading.result.complete(families);
      } catch (Throwable e) {
        finish(reading);
        reading.result.completeExceptionally(e);
      }
      return true;
    }

    @Override
    public void failed(Throwable failure) {
      onFailure.accept(failure);
    }

    @Override
    public void end() {
      readingThread = null;
    }

    @Override
    public String activity() {
      return "reading the metrics of the application";
    }
  }
}
