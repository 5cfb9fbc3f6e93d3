package io.github.servletexporter.listener.union;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.endpoint.ApplicationPages.Neighbours;
import io.github.servletexporter.listener.endpoint.BufferedExchange;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.sharing.ApplicationUnion;
import io.github.servletexporter.sharing.model.MergedMetrics;
import io.github.servletexporter.sharing.model.TypeConflict;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics port as its applications share it: what this application contributes, and the union of
 * all of them, which it shows if it has bound the port. Thread-safe.
 */
public final class SharedPort implements Neighbours, AutoCloseable {

  /** Less than the usual scrape timeout, also for two applications that do not answer. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final ServerRegister register;
  private final String application;
  private final Sources sources;
  private volatile String port;
  private @Nullable Contribution contribution;
  private @Nullable AutoCloseable membership;
  private boolean closed;

  SharedPort(ServerRegister register, String port, String application, Sources sources) {
    this.register = register;
    this.port = port;
    this.application = application;
    this.sources = sources;
  }

  /**
   * Sources of the metrics.
   *
   * @param own metrics of this application, without those of the JVM
   * @param jvm metrics of the JVM, which are shown once
   * @param onFailure receives the reasons for which an application is left out; must not throw
   * @param onConflicts receives a line of text if applications have given metrics different types;
   *     must not throw
   */
  public record Sources(
      Supplier<MetricSnapshots> own,
      Supplier<MetricSnapshots> jvm,
      Consumer<Throwable> onFailure,
      Consumer<String> onConflicts) {}

  /** Pages of the application, and the reaction to a port that becomes free. */
  private record Contribution(Endpoint pages, Runnable onFree) {}

  /**
   * Returns the shared port of a configuration; empty without a port, and if the server lacks
   * servlet-exporter-container. Joins nothing yet.
   */
  public static Optional<SharedPort> find(WebApp webApp, Config config, Sources sources) {
    return PortIdentity.of(config)
        .flatMap(
            port ->
                ServerRegister.find(webApp)
                    .map(
                        register -> new SharedPort(register, port, label(webApp.name()), sources)));
  }

  /** Returns the value of the label {@code application}; an empty label would be no label. */
  static String label(String name) {
    return name.startsWith("/") ? name : "/" + name;
  }

  /**
   * Contributes the metrics and the pages of this application from now on.
   *
   * @param pages pages of this application, with their authentication
   * @param onFree called when another application has freed the port; must return quickly
   */
  public synchronized void join(Endpoint pages, Runnable onFree) {
    contribution = new Contribution(pages, onFree);
    join(contribution);
  }

  /**
   * Takes part in the port of a configuration that has changed: with other credentials, it is
   * another one.
   */
  public synchronized void renew(Config config) {
    String next = PortIdentity.of(config).orElse(port);
    if (!next.equals(port)) {
      leave();
      port = next;
      if (contribution != null) {
        join(contribution);
      }
    }
  }

  private void leave() {
    AutoCloseable last = membership;
    membership = null;
    if (last != null) {
      try {
        last.close();
      } catch (Exception e) {
        sources.onFailure().accept(e);
      }
    }
  }

  private void join(Contribution joining) {
    if (!closed && membership == null) {
      try {
        membership =
            register.join(
                port,
                application,
                this::encoded,
                request -> BufferedExchange.answer(joining.pages(), request),
                joining.onFree());
      } catch (RuntimeException incompatible) {
        sources.onFailure().accept(incompatible); // the application is shown alone
      }
    }
  }

  /** Returns whether an application shares this port, by its name. */
  public boolean isSharedWith(String name) {
    try {
      return names().contains(label(name));
    } catch (RuntimeException incompatible) {
      return false;
    }
  }

  @Override
  public Set<String> names() {
    return register.members(port);
  }

  @Override
  public @Nullable Object page(String name, Map<String, String> request) {
    return register.page(port, name, request, LIMIT.toMillis());
  }

  /** Returns the union of the metrics of all applications that share the port. */
  public MetricSnapshots collect() {
    ApplicationUnion union = new ApplicationUnion();
    List<GaugeDataPointSnapshot> up = new ArrayList<>();
    union.add(application, sources.own().get());
    up.add(up(application, true));
    others().forEach((name, metrics) -> up.add(up(name, add(union, name, metrics))));
    MetricSnapshots.Builder once = MetricSnapshots.builder();
    sources.jvm().get().forEach(once::metricSnapshot);
    once.metricSnapshot(new GaugeSnapshot(MetricCatalog.APPLICATION_UP.metadata(), up));
    MergedMetrics merged = union.result(once.build());
    if (!merged.conflicts().isEmpty()) {
      sources
          .onConflicts()
          .accept(
              "applications disagree about the type of a metric, and the metrics port leaves out the"
                  + " data of other types: "
                  + TypeConflict.texts(merged.conflicts())
                  + "; rename one of the metrics");
    }
    return merged.snapshots();
  }

  private Map<String, Object> others() {
    try {
      return register.metrics(port, application, LIMIT.toMillis());
    } catch (RuntimeException e) {
      sources.onFailure().accept(e);
      return Map.of();
    }
  }

  private boolean add(ApplicationUnion union, String name, Object metrics) {
    try {
      if (metrics instanceof byte[] encoded) {
        union.addEncoded(name, encoded);
        return true;
      }
      sources.onFailure().accept(omitted(name, String.valueOf(metrics), null));
    } catch (IOException e) {
      sources.onFailure().accept(omitted(name, e.getMessage(), e));
    }
    return false;
  }

  private static IllegalStateException omitted(
      String name, @Nullable String reason, @Nullable Throwable cause) {
    return new IllegalStateException(
        "the scrape lacks the metrics of application \"" + name + "\": " + reason, cause);
  }

  private static GaugeDataPointSnapshot up(String name, boolean up) {
    return new GaugeDataPointSnapshot(
        up ? 1 : 0, MetricCatalog.APPLICATION_UP.labelsOf(name), null);
  }

  private byte[] encoded() {
    try {
      return ApplicationUnion.encode(sources.own().get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the contribution, and notifies the other applications that the port is free. To be closed
   * after the port. May be repeated.
   */
  @Override
  public void close() {
    AutoCloseable last;
    synchronized (this) {
      closed = true;
      last = membership;
      membership = null;
    }
    if (last != null) {
      try {
        last.close();
        register.freed(port);
      } catch (Exception e) {
        sources.onFailure().accept(e);
      }
    }
  }
}
