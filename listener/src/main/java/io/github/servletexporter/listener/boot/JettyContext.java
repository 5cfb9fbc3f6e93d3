package io.github.servletexporter.listener.boot;

import io.github.servletexporter.listener.boot.Registrations.FilterEntry;
import io.github.servletexporter.listener.boot.Registrations.FilterMapping;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A web application as Jetty sees it, in every environment that is built on Jetty's {@code
 * ServletContextHandler}. Only public methods are called, by name: a standalone Jetty hides its
 * classes from web applications.
 */
final class JettyContext {

  private static final String LISTENER = "org.eclipse.jetty.util.component.LifeCycle$Listener";

  private final ServletContext servletContext;
  private final Object contextHandler;
  private final Object servletHandler;

  private JettyContext(
      ServletContext servletContext, Object contextHandler, Object servletHandler) {
    this.servletContext = servletContext;
    this.contextHandler = contextHandler;
    this.servletHandler = servletHandler;
  }

  /** Returns whether a servlet context is one of Jetty's. */
  static boolean isJetty(ServletContext servletContext) {
    return servletContext.getClass().getName().startsWith("org.eclipse.jetty.")
        && PublicMethods.has(servletContext, "getContextHandler", 0);
  }

  /**
   * Returns the context of a servlet context of Jetty's.
   *
   * @throws ReflectiveOperationException if this Jetty is built otherwise
   */
  static JettyContext of(ServletContext servletContext) throws ReflectiveOperationException {
    Object contextHandler = PublicMethods.required(servletContext, "getContextHandler");
    Object servletHandler = PublicMethods.required(contextHandler, "getServletHandler");
    return new JettyContext(servletContext, contextHandler, servletHandler);
  }

  /** Returns an object that Jetty takes for a listener to life cycles. */
  EventListener listener(InvocationHandler calls) throws ReflectiveOperationException {
    Class<?> type = Class.forName(LISTENER, false, contextHandler.getClass().getClassLoader());
    return (EventListener)
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
  }

  void add(EventListener listener) throws ReflectiveOperationException {
    PublicMethods.call(contextHandler, "addEventListener", listener);
  }

  void remove(EventListener listener) throws ReflectiveOperationException {
    PublicMethods.call(contextHandler, "removeEventListener", listener);
  }

  /** Returns why an application is unavailable that Jetty calls started, or null. */
  @Nullable Throwable unavailable() throws ReflectiveOperationException {
    return hasUnavailability()
            && PublicMethods.call(contextHandler, "getUnavailableException")
                instanceof Throwable thrown
        ? thrown
        : null;
  }

  /**
   * Makes the application answer 503 to everything, as Jetty does when one does not start, if this
   * application is of the kind that Jetty does that to.
   */
  boolean makeUnavailable() throws ReflectiveOperationException {
    if (hasUnavailability()
        && Boolean.FALSE.equals(
            PublicMethods.call(contextHandler, "isThrowUnavailableOnStartupException"))) {
      PublicMethods.call(contextHandler, "setAvailable", false);
      return true;
    }
    return false;
  }

  private boolean hasUnavailability() {
    return PublicMethods.has(contextHandler, "getUnavailableException", 0);
  }

  /** Sets whether servlets without a class are passed over, and returns what was set. */
  boolean setStartWithUnavailable(boolean value) throws ReflectiveOperationException {
    boolean before =
        Boolean.TRUE.equals(PublicMethods.call(servletHandler, "isStartWithUnavailable"));
    PublicMethods.call(servletHandler, "setStartWithUnavailable", value);
    return before;
  }

  /** Returns the servlets, filters and listeners; Jetty's handler keeps no initializers. */
  List<JettyHolder> holders() throws ReflectiveOperationException {
    List<JettyHolder> holders = new ArrayList<>();
    addHolders(ComponentKind.SERVLET, "getServlets", holders);
    addHolders(ComponentKind.FILTER, "getFilters", holders);
    addHolders(ComponentKind.LISTENER, "getListeners", holders);
    return holders;
  }

  private void addHolders(ComponentKind kind, String getter, List<JettyHolder> holders)
      throws ReflectiveOperationException {
    for (Object holder : array(getter)) {
      holders.add(JettyHolder.of(kind, holder));
    }
  }

  Registrations registrations() throws ReflectiveOperationException {
    List<FilterEntry> filters = new ArrayList<>();
    for (Object filter : array("getFilters")) {
      filters.add(
          new FilterEntry(
              string(filter, "getName"),
              string(filter, "getClassName"),
              Boolean.TRUE.equals(PublicMethods.call(filter, "isAsyncSupported"))));
    }
    List<FilterMapping> mappings = new ArrayList<>();
    for (Object mapping : array("getFilterMappings")) {
      mappings.add(mapping(mapping));
    }
    return new Registrations(filters, mappings, true, Registrations.servlets(servletContext));
  }

  private static FilterMapping mapping(Object mapping) throws ReflectiveOperationException {
    Set<DispatcherType> types = EnumSet.noneOf(DispatcherType.class);
    for (DispatcherType type : DispatcherType.values()) {
      if (Boolean.TRUE.equals(PublicMethods.call(mapping, "appliesTo", type))) {
        types.add(type);
      }
    }
    return new FilterMapping(
        string(mapping, "getFilterName"),
        strings(PublicMethods.call(mapping, "getPathSpecs")),
        strings(PublicMethods.call(mapping, "getServletNames")),
        types);
  }

  private Object[] array(String getter) throws ReflectiveOperationException {
    return PublicMethods.call(servletHandler, getter) instanceof Object[] array
        ? array
        : new Object[0];
  }

  private static String string(Object target, String getter) throws ReflectiveOperationException {
    return PublicMethods.call(target, getter) instanceof String string ? string : "";
  }

  private static List<String> strings(@Nullable Object array) {
    return array instanceof String[] strings
        ? Arrays.stream(strings).filter(Objects::nonNull).toList()
        : List.of();
  }
}
