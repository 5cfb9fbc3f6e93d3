package io.github.servletexporter.it.jetty;

import io.github.servletexporter.container.jetty.RecyclingThreadPool;
import io.github.servletexporter.container.jetty.ResponseCountLog;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.it.server.TestServer;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.HouseKeeper;
import org.eclipse.jetty.session.SessionIdManager;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/** Running Jetty with one web application. */
final class JettyServer implements TestServer {
  /** Threads of the pool that acceptors and selectors occupy. */
  private static final int JETTYS_OWN_THREADS = 4;

  private final Server server;
  private final ServerConnector connector;
  private final List<AccessLine> accessLog = Collections.synchronizedList(new ArrayList<>());
  private final Path directory;

  private JettyServer(ContainerSettings settings, Path directory) {
    this.server = new Server(pool(settings.recycling()), null, buffers(settings));
    this.connector = connector(server, settings);
    this.server.addBean(sessionIds(server), true);
    this.directory = directory;
  }

  static JettyServer start(
      ContainerSettings settings,
      ServletEnvironment environment,
      List<ServletContainerInitializer> initializers)
      throws Exception {
    JettyServer jetty = new JettyServer(settings, Files.createTempDirectory("jetty"));
    jetty.server.addConnector(jetty.connector);
    jetty.server.setRequestLog(
        new CustomRequestLog(
            line -> jetty.accessLog.add(AccessLine.parse(line)), AccessLine.PATTERN));
    if (settings.counter()) {
      ResponseCountLog.install(jetty.server);
    }
    String contextPath = settings.contextPath().isEmpty() ? "/" : settings.contextPath();
    jetty.server.setHandler(environment.application(contextPath, jetty.directory, initializers));
    try {
      jetty.server.start();
      return jetty;
    } catch (Exception | Error e) {
      jetty.close();
      throw e;
    }
  }

  /** Jetty looks for expired sessions every ten minutes by default. */
  private static SessionIdManager sessionIds(Server server) {
    DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
    HouseKeeper houseKeeper = new HouseKeeper();
    houseKeeper.setSessionIdManager(ids);
    try {
      houseKeeper.setIntervalSec(1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    ids.setSessionHouseKeeper(houseKeeper);
    return ids;
  }

  private static ThreadPool pool(ContainerSettings.@Nullable Recycling recycling) {
    if (recycling == null) {
      return new QueuedThreadPool();
    }
    int threads = recycling.threads() + JETTYS_OWN_THREADS;
    return new RecyclingThreadPool(
        threads, threads, recycling.maxRequests(), recycling.maxRequestsJitter());
  }

  /**
   * Returns the pool of buffers, or null for Jetty's own. The tests of framing get new buffers:
   * among hundreds of malformed requests on connections that end early, Jetty 12.1.12 occasionally
   * clears a pooled buffer with which another connection is still reading or writing.
   */
  private static @Nullable ByteBufferPool buffers(ContainerSettings settings) {
    return settings.http2() ? null : new ByteBufferPool.NonPooling();
  }

  private static ServerConnector connector(Server server, ContainerSettings settings) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setHttpCompliance(compliance(settings.compliance()));
    if (settings.forwarded()) {
      configuration.addCustomizer(new ForwardedRequestCustomizer());
    }
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    ServerConnector connector =
        settings.http2()
            ? new ServerConnector(server, http1, new HTTP2CServerConnectionFactory(configuration))
            : new ServerConnector(server, http1);
    connector.setHost("127.0.0.1");
    return connector;
  }

  private static HttpCompliance compliance(Compliance compliance) {
    return switch (compliance) {
      case DEFAULT -> new HttpConfiguration().getHttpCompliance();
      case RFC2616_LEGACY -> HttpCompliance.RFC2616_LEGACY;
      case LEGACY -> HttpCompliance.LEGACY;
    };
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public List<AccessLine> accessLog() {
    synchronized (accessLog) {
      return List.copyOf(accessLog);
    }
  }

  @Override
  public void close() throws IOException {
    LifeCycle.stop(server);
    IO.delete(directory);
  }
}
