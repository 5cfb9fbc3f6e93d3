package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.ComponentKind;
import io.github.servletexporter.listener.container.Registrations;
import io.github.servletexporter.listener.container.Registrations.FilterEntry;
import io.github.servletexporter.listener.container.Registrations.FilterMapping;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Web application as Jetty manages it: its components, its registrations and its availability.
 * Works in every environment that is based on Jetty's {@code ServletContextHandler}.
 */
final class JettyApplication {

  private final ServletContext servletContext;
  private final ForeignObject contextHandler;
  private final ForeignObject servletHandler;

  private JettyApplication(
      ServletContext servletContext, ForeignObject contextHandler, ForeignObject servletHandler) {
    this.servletContext = servletContext;
    this.contextHandler = contextHandler;
    this.servletHandler = servletHandler;
  }

  /**
   * Creates the view of a web application.
   *
   * @throws ReflectiveOperationException if this version of Jetty is not supported
   */
  static JettyApplication of(ServletContext servletContext, ForeignObject contextHandler)
      throws ReflectiveOperationException {
    return new JettyApplication(
        servletContext, contextHandler, contextHandler.required("getServletHandler"));
  }

  ForeignObject contextHandler() {
    return contextHandler;
  }

  /** Returns why an application is unavailable although Jetty has started it, or null. */
  @Nullable Throwable unavailable() throws ReflectiveOperationException {
    return hasUnavailability()
            && contextHandler.call("getUnavailableException") instanceof Throwable thrown
        ? thrown
        : null;
  }

  /**
   * Makes the application answer every request with 503, as Jetty itself does when an application
   * fails to start. Returns false if Jetty does not do that to this kind of application.
   */
  boolean makeUnavailable() throws ReflectiveOperationException {
    if (hasUnavailability()
        && Boolean.FALSE.equals(contextHandler.call("isThrowUnavailableOnStartupException"))) {
      contextHandler.call("setAvailable", boolean.class, false);
      return true;
    }
    return false;
  }

  private boolean hasUnavailability() {
    return contextHandler.has("getUnavailableException");
  }

  /** Sets whether Jetty starts without servlets that are unavailable; returns the old value. */
  boolean setStartWithUnavailable(boolean value) throws ReflectiveOperationException {
    boolean before = Boolean.TRUE.equals(servletHandler.call("isStartWithUnavailable"));
    servletHandler.call("setStartWithUnavailable", boolean.class, value);
    return before;
  }

  /** Returns the servlets, filters and listeners; Jetty does not keep the initializers. */
  List<JettyHolder> holders() throws ReflectiveOperationException {
    List<JettyHolder> holders = new ArrayList<>();
    addHolders(ComponentKind.SERVLET, "getServlets", holders);
    addHolders(ComponentKind.FILTER, "getFilters", holders);
    addHolders(ComponentKind.LISTENER, "getListeners", holders);
    return holders;
  }

  private void addHolders(ComponentKind kind, String getter, List<JettyHolder> holders)
      throws ReflectiveOperationException {
    for (ForeignObject holder : servletHandler.requiredElements(getter)) {
      holders.add(JettyHolder.of(kind, holder));
    }
  }

  Registrations registrations() throws ReflectiveOperationException {
    List<FilterEntry> filters = new ArrayList<>();
    for (ForeignObject filter : servletHandler.requiredElements("getFilters")) {
      filters.add(
          new FilterEntry(
              string(filter, "getName"),
              string(filter, "getClassName"),
              Boolean.TRUE.equals(filter.call("isAsyncSupported"))));
    }
    List<FilterMapping> mappings = new ArrayList<>();
    for (ForeignObject mapping : servletHandler.requiredElements("getFilterMappings")) {
      mappings.add(mapping(mapping));
    }
    return new Registrations(filters, mappings, true, Registrations.servlets(servletContext));
  }

  private static FilterMapping mapping(ForeignObject mapping) throws ReflectiveOperationException {
    Set<DispatcherType> types = EnumSet.noneOf(DispatcherType.class);
    for (DispatcherType type : DispatcherType.values()) {
      if (Boolean.TRUE.equals(mapping.call("appliesTo", DispatcherType.class, type))) {
        types.add(type);
      }
    }
    return new FilterMapping(
        string(mapping, "getFilterName"),
        strings(mapping.call("getPathSpecs")),
        strings(mapping.call("getServletNames")),
        types);
  }

  private static String string(ForeignObject target, String getter)
      throws ReflectiveOperationException {
    return target.call(getter) instanceof String string ? string : "";
  }

  private static List<String> strings(@Nullable Object array) {
    return array instanceof String[] strings
        ? Arrays.stream(strings).filter(Objects::nonNull).toList()
        : List.of();
  }
}
