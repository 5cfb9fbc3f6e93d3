package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.DrainOnce;
import io.github.servletexporter.listener.container.StopThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.jspecify.annotations.Nullable;

/**
 * Listener that runs the drain before Tomcat stops a web application, its service or its server.
 *
 * <p>Tomcat does nothing else until the listener returns. The first listener that hears of the stop
 * of a service or server runs the drains of all its applications at the same time. Requests in
 * flight continue, and new ones still reach the application's filters; Tomcat pauses the connectors
 * and closes the context only afterwards. A reload is the exception: Tomcat has already paused the
 * context and holds new requests back.
 */
final class TomcatStopListener implements LifecycleListener, AutoCloseable {

  /** Tomcat's listener that unregisters the paths of a stopping context. */
  private static final String MAPPER = "org.apache.catalina.mapper.MapperListener";

  private final TomcatContext tomcat;
  private final WebApp webApp;
  private final AtomicReference<@Nullable DrainOnce> drain = new AtomicReference<>();

  TomcatStopListener(TomcatContext tomcat, WebApp webApp) {
    this.tomcat = tomcat;
    this.webApp = webApp;
  }

  void start(Runnable task) {
    if (!drain.compareAndSet(null, new DrainOnce(webApp, task))) {
      throw new IllegalStateException("a drain is already registered");
    }
    for (Lifecycle stopper : tomcat.stoppers()) {
      stopper.addLifecycleListener(this);
    }
    moveMapperLast();
  }

  /**
   * If a context is deployed to a running server, the mapper's listener comes before ours, and new
   * requests are answered with 404 while the drain runs. This moves it behind ours, its position in
   * a context that is started with the server.
   */
  private void moveMapperLast() {
    Context context = tomcat.context();
    for (LifecycleListener listener : context.findLifecycleListeners()) {
      if (listener.getClass().getName().equals(MAPPER)) {
        context.removeLifecycleListener(listener);
        context.addLifecycleListener(listener);
      }
    }
  }

  @Override
  public void lifecycleEvent(LifecycleEvent event) {
    DrainOnce registered = drain.get();
    if (registered != null && event.getType().equals(Lifecycle.BEFORE_STOP_EVENT)) {
      boolean first = !registered.isDone() && !StopThreads.isCurrent();
      StopThreads.run(webApp, registered::run, first ? others(event) : List.of());
    }
  }

  /**
   * Returns the drains of the other applications of a stopping service or server. Their listeners
   * are of other class loaders, but of the same name.
   */
  private List<Runnable> others(LifecycleEvent event) {
    List<Runnable> others = new ArrayList<>();
    if (event.getLifecycle() != tomcat.context()) {
      for (LifecycleListener each : event.getLifecycle().findLifecycleListeners()) {
        if (each != this && each.getClass().getName().equals(getClass().getName())) {
          others.add(() -> each.lifecycleEvent(event));
        }
      }
    }
    return others;
  }

  @Override
  public void close() {
    for (Lifecycle stopper : tomcat.stoppers()) {
      stopper.removeLifecycleListener(this);
    }
  }
}
