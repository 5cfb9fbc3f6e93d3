package io.github.servletexporter.listener.container;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.UUID;
import java.util.function.ObjLongConsumer;

/**
 * Collector of all responses of the server, which one web application of the server exposes at a
 * time: the first that is scraped, and after its end the next. It takes the counts from the
 * server's {@link ResponseCounter} and adds them to its own.
 *
 * <p>Thread-safe.
 */
public final class ResponseCollector implements AutoCloseable {

  private final ContainerAdapter container;
  private final ObjLongConsumer<String> violations;
  private final String application;
  private final CounterFamily responses;
  private boolean closed;

  /**
   * Creates a collector that has taken nothing.
   *
   * @param violations receives the container's refusals, by the label of the violation
   * @param maxSeries the limit on the number of series
   */
  public ResponseCollector(
      ContainerAdapter container,
      WebApp webApp,
      ObjLongConsumer<String> violations,
      int maxSeries) {
    this.container = container;
    this.violations = violations;
    this.application = webApp.contextPath() + "#" + UUID.randomUUID();
    this.responses = new CounterFamily(MetricCatalog.CONTAINER_RESPONSES, maxSeries);
  }

  /**
   * Takes what the server has counted, and returns all responses. Collected before the framing
   * violations, to which it adds.
   *
   * @throws IllegalStateException if the server's counter is of an incompatible version
   */
  public synchronized MetricSnapshots collect() {
    ResponseCounter counter = closed ? null : container.responseCounter();
    if (counter != null) {
      try {
        counter.takeResponses(application, responses::add);
        counter.takeFramingViolations(application, violations);
      } catch (ReflectiveOperationException e) {
        throw incompatible(e);
      }
    }
    return MetricSnapshots.of(responses.collect());
  }

  /** Lets another web application expose the counts. May be repeated. */
  @Override
  public synchronized void close() {
    ResponseCounter counter = closed ? null : container.responseCounter();
    closed = true;
    if (counter != null) {
      try {
        counter.release(application);
      } catch (ReflectiveOperationException e) {
        throw incompatible(e);
      }
    }
  }

  private static IllegalStateException incompatible(ReflectiveOperationException e) {
    return new IllegalStateException(
        "cannot read the responses of the container; use servlet-exporter-container of the same"
            + " version",
        e);
  }
}
