package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears first that Tomcat is about to stop a web application, its service or its server.
 *
 * <p>Tomcat does nothing else until the listener returns. Requests in flight go on, and new ones
 * reach the application's filters: the connectors are paused and the context is closed only then. A
 * reload is the exception: Tomcat has paused the context and holds new requests back.
 */
final class TomcatStopListener implements LifecycleListener, AutoCloseable {

  /** Tomcat's listener that takes a stopping context out of the table of paths. */
  private static final String MAPPER = "org.apache.catalina.mapper.MapperListener";

  private final Context context;
  private final WebApp webApp;
  private final AtomicReference<@Nullable DrainOnce> drain = new AtomicReference<>();

  TomcatStopListener(Context context, WebApp webApp) {
    this.context = context;
    this.webApp = webApp;
  }

  void start(Runnable task) {
    if (!drain.compareAndSet(null, new DrainOnce(webApp, task))) {
      throw new IllegalStateException("there is a drain already");
    }
    TomcatLookup.stoppers(context).forEach(stopper -> stopper.addLifecycleListener(this));
    letMapperHearLast();
  }

  /**
   * A context that was deployed to a running server has the mapper's listener before ours, which
   * answers new requests with 404 from there on. It is put where it stands in a context that was
   * started with the server: behind ours.
   */
  private void letMapperHearLast() {
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
      registered.run();
    }
  }

  @Override
  public void close() {
    TomcatLookup.stoppers(context).forEach(stopper -> stopper.removeLifecycleListener(this));
  }
}
