package io.github.servletexporter.listener.container.jetty;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * Listener to the life cycle of an object of Jetty. It is a proxy, because the interface is hidden
 * from the web application.
 */
final class JettyLifeCycle implements InvocationHandler {

  private static final String LIFE_CYCLE = "org.eclipse.jetty.util.component.LifeCycle";

  private final String description;
  private final Events events;

  private JettyLifeCycle(String description, Events events) {
    this.description = description;
    this.events = events;
  }

  /**
   * Creates a listener.
   *
   * @param source the object to listen to, whose class gives access to Jetty's interface
   * @param description the listener's {@code toString()}
   * @throws ClassNotFoundException if the object has no life cycle
   */
  static EventListener listener(ForeignObject source, String description, Events events)
      throws ClassNotFoundException {
    Class<?> lifeCycle = source.type(LIFE_CYCLE);
    if (lifeCycle == null) {
      throw new ClassNotFoundException(LIFE_CYCLE);
    }
    ClassLoader loader = lifeCycle.getClassLoader();
    Class<?> type = Class.forName(LIFE_CYCLE + "$Listener", false, loader);
    return (EventListener)
        Proxy.newProxyInstance(
            loader, new Class<?>[] {type}, new JettyLifeCycle(description, events));
  }

  static void add(ForeignObject source, EventListener listener)
      throws ReflectiveOperationException {
    source.call("addEventListener", EventListener.class, listener);
  }

  static void remove(ForeignObject source, EventListener listener)
      throws ReflectiveOperationException {
    source.call("removeEventListener", EventListener.class, listener);
  }

  /**
   * Notifies a listener that the server stops.
   *
   * @throws IllegalStateException if the listener has no such method
   */
  static void stopping(Object listener, ForeignObject server) {
    try {
      for (Method method : listener.getClass().getInterfaces()[0].getMethods()) {
        if (method.getName().equals("lifeCycleStopping")) {
          method.invoke(listener, server.target());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && arguments[0] == proxy;
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> description;
      default -> {
        events.on(method.getName(), failure(arguments));
        yield null;
      }
    };
  }

  private static @Nullable Throwable failure(@Nullable Object @Nullable [] arguments) {
    return arguments != null && arguments[arguments.length - 1] instanceof Throwable failure
        ? failure
        : null;
  }

  /** Receiver of life cycle events. */
  interface Events {

    /**
     * Called for each event.
     *
     * @param event the name of the listener's method, such as {@code lifeCycleStarted}
     * @param failure the exception of a {@code lifeCycleFailure}, otherwise null
     */
    void on(String event, @Nullable Throwable failure);
  }
}
