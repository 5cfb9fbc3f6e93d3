package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.DrainOnce;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Listener that runs the drain before Jetty stops a web application or its server.
 *
 * <p>Jetty does nothing else until the listener returns. If the server stops, requests in flight
 * continue and new ones still reach the application; Jetty closes the connectors, and cuts off
 * requests in flight, only afterwards. If the application alone stops, requests in flight continue,
 * but Jetty already answers new ones with 404.
 */
final class JettyStopListener implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(JettyStopListener.class.getName());

  /** The objects whose stop is the stop of the web application. */
  private final List<ForeignObject> sources = new ArrayList<>();

  private final WebApp webApp;
  private final AtomicReference<@Nullable DrainOnce> drain = new AtomicReference<>();
  private volatile @Nullable EventListener listener;

  JettyStopListener(JettyContext jetty, WebApp webApp) {
    this.webApp = webApp;
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
          added = JettyLifeCycle.listener(source, "servlet-exporter of " + webApp, this::on);
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
    if (registered != null && event.equals("lifeCycleStopping")) {
      registered.run();
    }
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
