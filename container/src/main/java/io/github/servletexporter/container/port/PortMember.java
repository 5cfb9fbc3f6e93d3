package io.github.servletexporter.container.port;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Web application that is a member of a metrics port. Each call into the application runs on a
 * thread of its own, so that neither the port nor its owner depends on its end. Thread-safe.
 *
 * <p>At most one reading of the metrics and {@value #PAGES_AT_ONCE} requests run at a time.
 */
final class PortMember implements AutoCloseable {

  private static final int PAGES_AT_ONCE = 4;
  private static final Duration END = Duration.ofSeconds(1);

  private final String application;
  private @Nullable Parts parts;
  private @Nullable ForeignCall reading;
  private final List<ForeignCall> pages = new ArrayList<>();

  /**
   * Creates a member.
   *
   * @param application name of the application
   * @param metrics returns the encoded metrics
   * @param pages answers requests
   * @param onFree called when the port may be free
   */
  PortMember(
      String application,
      Supplier<byte[]> metrics,
      Function<Map<String, String>, Map<String, Object>> pages,
      Runnable onFree) {
    this.application = application;
    this.parts = new Parts(metrics, pages, onFree);
  }

  /** Returns the name of the application. */
  String application() {
    return application;
  }

  /** Starts to read the metrics, or returns the reading in progress; null after the end. */
  synchronized @Nullable ForeignCall startReading() {
    Parts present = parts;
    if (present != null && (reading == null || reading.isDone())) {
      reading = ForeignCall.start(name("metrics"), present.metrics());
    }
    return reading;
  }

  /**
   * Returns the metrics that are being read, or the reason if there are none. A reading that has
   * already lasted for the time limit is not waited for.
   *
   * @param startNanos start of the time limit
   * @throws InterruptedException if the caller is interrupted
   */
  Object metrics(ForeignCall call, long startNanos, long limitMillis) throws InterruptedException {
    Object metrics = call.result(startNanos, TimeUnit.MILLISECONDS.toNanos(limitMillis));
    synchronized (this) { // does not keep the bytes until the next scrape
      if (reading == call && call.isDone()) {
        reading = null;
      }
    }
    return metrics;
  }

  /**
   * Returns the response of the application to a request, or the reason if there is none.
   *
   * @throws InterruptedException if the caller is interrupted
   */
  Object page(Map<String, String> request, long limitMillis) throws InterruptedException {
    ForeignCall call = startPage(request);
    return call == null
        ? "too many requests are in progress"
        : call.result(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(limitMillis));
  }

  private synchronized @Nullable ForeignCall startPage(Map<String, String> request) {
    Parts present = parts;
    pages.removeIf(ForeignCall::isDone);
    if (present == null || pages.size() == PAGES_AT_ONCE) {
      return null;
    }
    Function<Map<String, String>, Map<String, Object>> answer = present.pages();
    ForeignCall call = ForeignCall.start(name("page"), () -> answer.apply(request));
    pages.add(call);
    return call;
  }

  /** Notifies the application that the port may be free. */
  void portIsFree() {
    Parts present;
    synchronized (this) {
      present = parts;
    }
    if (present != null) {
      try {
        present.onFree().run();
      } catch (Throwable e) {
        // The application retries later by itself; the others must be notified too.
      }
    }
  }

  /** Drops the application; interrupts calls in progress and waits for their end for a second. */
  @Override
  public void close() {
    List<ForeignCall> calls;
    synchronized (this) {
      parts = null;
      calls = new ArrayList<>(pages);
      if (reading != null) {
        calls.add(reading);
      }
      pages.clear();
      reading = null;
    }
    long untilNanos = System.nanoTime() + END.toNanos();
    calls.forEach(call -> call.end("the application has stopped", untilNanos));
  }

  private String name(String purpose) {
    return "servlet-exporter-" + purpose + " " + application;
  }

  /**
   * Functions of the application.
   *
   * @param metrics returns the encoded metrics
   * @param pages answers requests
   * @param onFree called when the port may be free
   */
  private record Parts(
      Supplier<byte[]> metrics,
      Function<Map<String, String>, Map<String, Object>> pages,
      Runnable onFree) {}
}
