package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.ConnectorSnapshot;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolDirectory;
import io.github.servletexporter.listener.container.PoolWrap;
import io.github.servletexporter.listener.container.ResponseCounter;
import io.github.servletexporter.listener.container.StartListener;
import io.github.servletexporter.listener.container.StartWatch;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Adapter to Tomcat. */
public final class TomcatAdapter implements ContainerAdapter {

  /** The attribute that Tomcat sets in every ServletContext. */
  public static final String MARK = TomcatContext.RESOURCES;

  /** The interface that the value of {@link #MARK} implements. */
  public static final String MARK_TYPE = "org.apache.catalina.WebResourceRoot";

  /** The prefix of the names of Tomcat's own classes that call an application. */
  public static final String PACKAGES = "org.apache.catalina.";

  private final ServletContext context;
  private final String version;
  private final TomcatContext tomcat;
  private final WebApp webApp;
  private final PoolDirectory pools;
  private final TomcatStopListener stopping;

  private TomcatAdapter(
      ServletContext context, String version, TomcatContext tomcat, WebApp webApp) {
    this.context = context;
    this.version = version;
    this.tomcat = tomcat;
    this.webApp = webApp;
    this.pools = new PoolDirectory(() -> TomcatPools.of(tomcat.service()));
    this.stopping = new TomcatStopListener(tomcat, webApp);
  }

  /**
   * Creates the adapter of a web application, or returns null if the application contains its own
   * copy of Tomcat's classes.
   *
   * @param context a context with the attribute {@link #MARK}
   * @param webApp identifies the web application in log lines
   * @param version Tomcat's version
   */
  public static @Nullable ContainerAdapter of(
      ServletContext context, WebApp webApp, String version) {
    TomcatContext tomcat = TomcatContext.of(context);
    return tomcat == null ? null : new TomcatAdapter(context, version, tomcat, webApp);
  }

  @Override
  public String name() {
    return "tomcat";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String applicationName(String contextPath) {
    try {
      return tomcat.applicationName(contextPath);
    } catch (RuntimeException | LinkageError unreadable) {
      return contextPath;
    }
  }

  /** Tomcat logs them in the servlet's wrapper, through its own logging. */
  @Override
  public boolean logsExceptions() {
    return true;
  }

  @Override
  public PoolDirectory pools() {
    return pools;
  }

  @Override
  public List<ConnectorSnapshot> connectors() {
    try {
      return TomcatConnectors.read(tomcat.service());
    } catch (RuntimeException | LinkageError unreadable) {
      return List.of();
    }
  }

  @Override
  public @Nullable ResponseCounter responseCounter() {
    try {
      return TomcatResponses.find(tomcat.service());
    } catch (RuntimeException | LinkageError unreadable) {
      return null;
    }
  }

  @Override
  public @Nullable Integer webSockets() {
    return TomcatWebSockets.open(context.getAttribute(WEB_SOCKET_CONTAINER));
  }

  @Override
  public @Nullable String webSocketRoute(HttpServletRequest request) {
    return TomcatWebSockets.route(context.getAttribute(WEB_SOCKET_CONTAINER), request);
  }

  @Override
  public void onStopping(Runnable drain) {
    stopping.start(drain);
  }

  @Override
  public StartWatch watchStart(boolean failFast, StartListener listener) {
    return TomcatStartWatch.open(tomcat.context(), failFast, listener);
  }

  @Override
  public PoolWrap wrap(BooleanSupplier currentWorkerIsDue) {
    return new TomcatPoolWrap(tomcat.service(), webApp, currentWorkerIsDue, pools::labelOf);
  }

  @Override
  public String recyclingAdvice(boolean wraps) {
    return wraps
        ? "either another web application already recycles workers, or this kind of connector"
            + " cannot be wrapped; use RecyclingExecutor in server.xml (see docs/recycling.md)"
        : "use RecyclingExecutor in server.xml, or set servlet-exporter.recycling=wrap (see"
            + " docs/recycling.md)";
  }

  @Override
  public void close() {
    stopping.close();
  }
}
