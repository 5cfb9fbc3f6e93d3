package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolDirectory;
import io.github.servletexporter.listener.container.ResponseCounter;
import io.github.servletexporter.listener.container.ServletApiWatch;
import io.github.servletexporter.listener.container.StartListener;
import io.github.servletexporter.listener.container.StartWatch;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adapter to Jetty. */
public final class JettyAdapter implements ContainerAdapter {

  /** The attribute that Jetty sets in every ServletContext. */
  public static final String MARK = JettyContext.EXECUTOR;

  /** The prefix of the names of Jetty's classes. */
  public static final String PACKAGES = "org.eclipse.jetty.";

  private static final Logger LOGGER = System.getLogger(JettyAdapter.class.getName());

  private final ServletContext context;
  private final String version;
  private final JettyContext jetty;
  private final PoolDirectory pools;
  private final JettyStopListener stopping;

  private JettyAdapter(ServletContext context, String version, JettyContext jetty, WebApp webApp) {
    this.context = context;
    this.version = version;
    this.jetty = jetty;
    this.pools = new PoolDirectory(() -> JettyPools.of(jetty));
    this.stopping = new JettyStopListener(jetty, webApp);
  }

  /**
   * Creates the adapter of a web application.
   *
   * @param context a context with the attribute {@link #MARK}
   * @param webApp identifies the web application in log lines
   * @param version Jetty's version
   */
  public static ContainerAdapter of(ServletContext context, WebApp webApp, String version) {
    JettyContext jetty = JettyContext.of(context);
    if (jetty.server() == null) {
      LOGGER.log(
          Level.INFO,
          "{0}: cannot access Jetty''s server; connectors are not shown and requests in flight are"
              + " not drained when the server stops; context={1}",
          webApp,
          LogText.escaped(context.getClass().getName()));
    }
    return new JettyAdapter(context, version, jetty, webApp);
  }

  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public String version() {
    return version;
  }

  /** Adds the first virtual host; Jetty has no versions of an application. */
  @Override
  public String applicationName(String contextPath) {
    ForeignObject handler = jetty.contextHandler();
    return handler != null
            && handler.get("getVirtualHosts") instanceof List<?> hosts
            && !hosts.isEmpty()
            && hosts.get(0) instanceof String host
        ? "//" + host + contextPath
        : contextPath;
  }

  /** Jetty logs them through SLF4J, which discards everything if there is no provider. */
  @Override
  public boolean logsExceptions() {
    ForeignObject server = jetty.server();
    return server != null && JettyLogging.isOn(server.target().getClass());
  }

  @Override
  public PoolDirectory pools() {
    return pools;
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
  public @Nullable ResponseCounter responseCounter() {
    ForeignObject server = jetty.server();
    try {
      return server == null ? null : JettyResponses.find(server);
    } catch (RuntimeException | LinkageError unreadable) {
      return null;
    }
  }

  @Override
  public @Nullable Integer webSockets() {
    return JettyWebSockets.open(context, WEB_SOCKET_CONTAINER);
  }

  @Override
  public @Nullable String webSocketRoute(HttpServletRequest request) {
    return JettyWebSockets.route(request);
  }

  @Override
  public void onStopping(Runnable drain) {
    stopping.start(drain);
  }

  @Override
  public StartWatch watchStart(boolean failFast, StartListener listener)
      throws ReflectiveOperationException {
    ForeignObject handler = jetty.contextHandler();
    return handler == null
        ? new ServletApiWatch(context, listener)
        : JettyStartWatch.open(JettyApplication.of(context, handler), failFast, listener);
  }

  @Override
  public String recyclingAdvice(boolean wraps) {
    return "install the Jetty module servlet-exporter-threadpool, or embed RecyclingThreadPool (see"
        + " docs/recycling.md)";
  }

  @Override
  public void close() {
    stopping.close();
  }
}
