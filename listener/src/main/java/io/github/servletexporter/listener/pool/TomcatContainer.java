package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.catalina.Context;
import org.apache.catalina.Service;
import org.jspecify.annotations.Nullable;

/** Tomcat: the service that the web application belongs to, through Tomcat's own objects. */
final class TomcatContainer implements ContainerAdapter {

  /** What Tomcat leaves in every ServletContext. */
  static final String MARK = TomcatLookup.RESOURCES;

  private final String version;
  private final Service service;
  private final WebApp webApp;
  private final PoolDirectory pools;
  private final TomcatStopListener stopping;

  private TomcatContainer(String version, Context context, Service service, WebApp webApp) {
    this.version = version;
    this.service = service;
    this.webApp = webApp;
    this.pools = new PoolDirectory(() -> TomcatPools.of(service));
    this.stopping = new TomcatStopListener(context, webApp);
  }

  /** Returns null when the web application has its own copy of Tomcat's classes. */
  static @Nullable ContainerAdapter of(ServletContext servletContext, WebApp webApp) {
    Context context = TomcatLookup.context(servletContext);
    Service service = context == null ? null : TomcatLookup.service(context);
    return context == null || service == null
        ? null
        : new TomcatContainer(ContainerLocator.version(servletContext), context, service, webApp);
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
  public List<PoolSnapshot> pools() {
    return pools.read();
  }

  @Override
  public List<ConnectorSnapshot> connectors() {
    try {
      return TomcatConnectors.read(service);
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
  public PoolWrap wrap(BooleanSupplier currentWorkerIsDue) {
    return new TomcatPoolWrap(service, webApp, currentWorkerIsDue, pools::labelOf);
  }

  @Override
  public void close() {
    stopping.close();
  }
}
