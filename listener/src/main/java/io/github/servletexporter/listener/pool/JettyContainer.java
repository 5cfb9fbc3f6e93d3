package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jetty: the server that the web application runs in, through public methods of its objects. */
final class JettyContainer implements ContainerAdapter {

  private static final Logger LOGGER = System.getLogger(JettyContainer.class.getName());

  /** What Jetty leaves in every ServletContext. */
  static final String MARK = JettyLookup.EXECUTOR;

  private final String version;
  private final JettyLookup jetty;
  private final PoolDirectory pools;
  private final JettyStopListener stopping;

  private JettyContainer(String version, JettyLookup jetty, WebApp webApp) {
    this.version = version;
    this.jetty = jetty;
    this.pools = new PoolDirectory(() -> JettyPools.of(jetty));
    this.stopping = new JettyStopListener(jetty, webApp);
  }

  static ContainerAdapter of(ServletContext context, WebApp webApp) {
    JettyLookup jetty = JettyLookup.of(context);
    if (jetty.server() == null) {
      LOGGER.log(
          Level.INFO,
          "{0}: this Jetty''s server can''t be reached from {1}: its connectors are not shown, and"
              + " nothing drains before it stops",
          webApp,
          context.getClass().getName());
    }
    return new JettyContainer(ContainerLocator.version(context), jetty, webApp);
  }

  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<PoolSnapshot> pools() {
    return pools.read();
  }

  @Override
  public List<ConnectorSnapshot> connectors() {
    ForeignObject server = jetty.server();
    try {
      return server == null ? List.of() : JettyConnectors.read(server);
    } catch (RuntimeException | LinkageError unreadable) {
      return List.of();
    }
  }

  @Override
  public String poolOf(Thread thread) {
    return pools.poolOf(thread);
  }

  @Override
  public @Nullable String poolNamed(String name) {
    return pools.poolNamed(name);
  }

  @Override
  public void onStopping(Runnable drain) {
    stopping.start(drain);
  }

  @Override
  public void close() {
    stopping.close();
  }
}
