package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.DrainOnce;
import io.github.servletexporter.listener.container.StopThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Listener that runs the drain before Jetty stops a web application or its server.
 *
 * <p>Jetty does nothing else until the listener returns. The first listener that hears of the stop
 * of the server runs the drains of all its applications at the same time. If the server stops,
 * requests in flight continue and new ones still reach the application; Jetty closes the
 * connectors, and cuts off requests in flight, only afterwards. If the application alone stops,
 * requests in flight continue, but Jetty already answers new ones with 404.
 */
final class JettyStopListener implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(JettyStopListener.class.getName());

  private static final String STOPPING = "lifeCycleStopping";
  private static final String DESCRIPTION = "servlet-exporter of ";

  /** The objects whose stop is the stop of the web application. */
  private final List<ForeignObject> sources = new ArrayList<>();

  private final @Nullable ForeignObject server;
  private final WebApp webApp;
  private final AtomicReference<@Nullable DrainOnce> drain = new AtomicReference<>();
  private volatile @Nullable EventListener listener;

  JettyStopListener(JettyContext jetty, WebApp webApp) {
    this.webApp = webApp;
    this.server = jetty.server();
    if (jetty.server() != null && jetty.contextHandler() != null) {
      sources.add(jetty.contextHandler());
      sources.add(jetty.server());
    }
  }

  void start(Runnable task) {
    if (!drain.compareAndSet(null, new DrainOnce(webApp, task))) {
      throw new IllegalStateException("a drain is already registered");
    }
    try {
      for (ForeignObject source : sources) {
        EventListener added = listener;
        if (added == null) {
          added = JettyLifeCycle.listener(source, DESCRIPTION + webApp, this::on);
          listener = added;
        }
        JettyLifeCycle.add(source, added);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOGGER.log(
          Level.WARNING,
          webApp + ": cannot listen to Jetty's stop; requests in flight are not drained",
          LoggedFailure.of(e));
    }
  }

  private void on(String event, @Nullable Throwable ignored) {
    DrainOnce registered = drain.get();
    if (registered != null && event.equals(STOPPING)) {
      boolean first = !registered.isDone() && !StopThreads.isCurrent();
      StopThreads.run(webApp, registered::run, first ? others() : List.of());
    }
  }

  /** Returns the drains of the other applications if the server stops. */
  private List<Runnable> others() {
    List<Runnable> others = new ArrayList<>();
    ForeignObject stopping = server;
    if (stopping != null
        && Boolean.TRUE.equals(stopping.get("isStopping"))
        && stopping.get("getEventListeners") instanceof Collection<?> listeners) {
      for (Object each : listeners) {
        if (each != listener && isStopListener(each)) {
          others.add(() -> JettyLifeCycle.stopping(each, stopping));
        }
      }
    }
    return others;
  }

  /** The listeners of other applications are proxies for classes of other class loaders. */
  private static boolean isStopListener(Object listener) {
    return Proxy.isProxyClass(listener.getClass()) && listener.toString().startsWith(DESCRIPTION);
  }

  @Override
  public void close() {
    EventListener added = listener;
    if (added == null) {
      return;
    }
    for (ForeignObject source : sources) {
      try {
        JettyLifeCycle.remove(source, added);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        LOGGER.log(
            Level.WARNING,
            webApp + ": cannot remove a listener from Jetty; it keeps the application in memory",
            LoggedFailure.of(e));
      }
    }
  }
}
