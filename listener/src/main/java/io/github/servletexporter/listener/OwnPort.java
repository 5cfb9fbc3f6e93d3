package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.ClientAuth;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.TlsContext;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.server.MetricsServer;
import io.github.servletexporter.listener.server.ServerSettings;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server on {@code port}, or none. Thread-safe. */
final class OwnPort implements AutoCloseable {

  private final @Nullable MetricsServer server;

  private OwnPort(@Nullable MetricsServer server) {
    this.server = server;
  }

  /**
   * Returns what the configuration asks for, not started.
   *
   * @param endpoint answers everything
   * @param onFailure told what failed; counts and logs, throws nothing
   */
  static OwnPort of(
      WebApp webApp, Config config, Endpoint endpoint, Consumer<Throwable> onFailure) {
    Optional<Integer> port = config.find(ConfigKey.PORT);
    if (port.isEmpty()) {
      return new OwnPort(null);
    }
    try {
      ServerSettings settings = settings(webApp, config, port.get());
      return new OwnPort(new MetricsServer(settings, endpoint, onFailure));
    } catch (LinkageError withoutHttpServer) {
      // A runtime image made with jlink may lack the module jdk.httpserver.
      onFailure.accept(withoutHttpServer);
      return new OwnPort(null);
    }
  }

  private static ServerSettings settings(WebApp webApp, Config config, int port) {
    boolean needsCertificate = config.get(ConfigKey.TLS_CLIENT_AUTH) == ClientAuth.NEED;
    boolean hasCredentials =
        config.find(ConfigKey.AUTH_USER).isPresent()
            || config.find(ConfigKey.AUTH_TOKEN).isPresent();
    return new ServerSettings(
        webApp,
        config.get(ConfigKey.BIND_ADDRESS),
        port,
        TlsContext.of(config).orElse(null),
        needsCertificate,
        !hasCredentials && !needsCertificate);
  }

  /** Starts to bind, in the background. */
  void start() {
    if (server != null) {
      server.start();
    }
  }

  /** Returns the port while it is bound. */
  OptionalInt port() {
    return server == null ? OptionalInt.empty() : server.port();
  }

  /** Returns whether the port is bound; nothing where none is wanted. */
  MetricSnapshots collect() {
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
