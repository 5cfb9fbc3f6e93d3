package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hears first that Jetty is about to stop a web application or its server.
 *
 * <p>Jetty does nothing else until the listener returns. When the server stops, requests in flight
 * go on and new ones reach the application: connectors are closed, which cuts what is in flight,
 * only then. When the application alone stops, requests in flight go on, but Jetty already answers
 * new ones itself, with 404.
 */
final class JettyStopListener implements InvocationHandler, AutoCloseable {

  private static final Logger LOGGER = System.getLogger(JettyStopListener.class.getName());
  private static final String LIFE_CYCLE = "org.eclipse.jetty.util.component.LifeCycle";
  private static final Class<?>[] LISTENER = {EventListener.class};

  private final List<ForeignObject> stoppers = new ArrayList<>();
  private final WebApp webApp;
  private final AtomicReference<@Nullable DrainOnce> drain = new AtomicReference<>();
  private volatile @Nullable EventListener listener;

  JettyStopListener(JettyLookup jetty, WebApp webApp) {
    this.webApp = webApp;
    if (jetty.server() != null && jetty.contextHandler() != null) {
      stoppers.add(jetty.contextHandler());
      stoppers.add(jetty.server());
    }
  }

  void start(Runnable task) {
    if (!drain.compareAndSet(null, new DrainOnce(webApp, task))) {
      throw new IllegalStateException("there is a drain already");
    }
    try {
      for (ForeignObject stopper : stoppers) {
        stopper.call("addEventListener", LISTENER, listener(stopper));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOGGER.log(Level.WARNING, webApp + ": Jetty won't tell when it stops", e);
    }
  }

  /** The interface is found through Jetty's own object: the web application can't see it. */
  private EventListener listener(ForeignObject stopper) throws ClassNotFoundException {
    EventListener made = listener;
    if (made == null) {
      Class<?> lifeCycle = stopper.type(LIFE_CYCLE);
      if (lifeCycle == null) {
        throw new ClassNotFoundException(LIFE_CYCLE);
      }
      ClassLoader loader = lifeCycle.getClassLoader();
      Class<?> type = Class.forName(LIFE_CYCLE + "$Listener", false, loader);
      made = (EventListener) Proxy.newProxyInstance(loader, new Class<?>[] {type}, this);
      listener = made;
    }
    return made;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    DrainOnce registered = drain.get();
    return switch (method.getName()) {
      case "lifeCycleStopping" -> {
        if (registered != null) {
          registered.run();
        }
        yield null;
      }
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "servlet-exporter of " + webApp;
      default -> null;
    };
  }

  @Override
  public void close() {
    EventListener added = listener;
    if (added == null) {
      return;
    }
    for (ForeignObject stopper : stoppers) {
      try {
        stopper.call("removeEventListener", LISTENER, added);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        LOGGER.log(Level.WARNING, webApp + ": a listener stays in Jetty", e);
      }
    }
  }
}
