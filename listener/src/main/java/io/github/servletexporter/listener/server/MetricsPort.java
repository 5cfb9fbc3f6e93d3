package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Metrics port of a web application, or none if no port is configured. Thread-safe. */
public final class MetricsPort implements AutoCloseable {

  private final @Nullable MetricsServer server;

  /** Used by connections that are accepted from now on; null for plain HTTP. */
  private final AtomicReference<@Nullable SSLContext> tls;

  private MetricsPort(@Nullable MetricsServer server, AtomicReference<@Nullable SSLContext> tls) {
    this.server = server;
    this.tls = tls;
  }

  /** Returns the metrics port of a configuration without one. */
  public static MetricsPort none() {
    return new MetricsPort(null, new AtomicReference<>());
  }

  /**
   * Returns the metrics port of a configuration; starts nothing.
   *
   * @param webApp web application that the port belongs to
   * @param config configuration
   * @param endpoint answers all requests
   * @param onFailure receives each exception of the endpoint or of the start; must not throw
   * @param shows returns whether an application shows the metrics of this one too, by its name
   */
  public static MetricsPort of(
      WebApp webApp,
      Config config,
      Endpoint endpoint,
      Consumer<Throwable> onFailure,
      Predicate<String> shows) {
    AtomicReference<@Nullable SSLContext> tls = new AtomicReference<>();
    config.find(ConfigKey.PORT).flatMap(port -> config.loadTls()).ifPresent(tls::set);
    return new MetricsPort(
        config
            .find(ConfigKey.PORT)
            .map(port -> ServerSettings.of(webApp, config, port, tls::get))
            .map(
                settings ->
                    new MetricsServer(
                        settings, endpoint, onFailure, ServerLimits.defaults(), shows))
            .orElse(null),
        tls);
  }

  /**
   * Replaces the keys and certificates for connections that are accepted from now on. Connections
   * under way keep their session.
   */
  public void renew(SSLContext context) {
    tls.set(context);
  }

  /** Begins to bind the port in the background. */
  public void start() {
    if (server != null) {
      server.start();
    }
  }

  /** Binds the port at once if it is free and another application had it. */
  public void retry() {
    if (server != null) {
      server.retry();
    }
  }

  /** Returns the port that is bound, empty while there is none. */
  public OptionalInt port() {
    return server == null ? OptionalInt.empty() : server.port();
  }

  /**
   * Returns where the metrics of the application are while another web application of this JVM has
   * the port; empty while none has.
   */
  public Optional<String> notice() {
    return server == null ? Optional.empty() : server.notice();
  }

  /** Returns whether the port is bound; no metrics if no port is configured. */
  public MetricSnapshots collect() {
    return server == null ? MetricSnapshots.of() : server.collect();
  }

  /** Frees the port. May be repeated. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
