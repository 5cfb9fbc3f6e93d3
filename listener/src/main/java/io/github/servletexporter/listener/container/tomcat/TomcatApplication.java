package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.listener.container.ComponentKind;
import io.github.servletexporter.listener.container.Registrations;
import io.github.servletexporter.listener.container.Registrations.FilterEntry;
import io.github.servletexporter.listener.container.Registrations.FilterMapping;
import io.github.servletexporter.listener.container.Registrations.ServletEntry;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Web application as Tomcat manages it: its components and its registrations. */
final class TomcatApplication {

  private static final Map<DispatcherType, Integer> DISPATCHER_BITS =
      Map.of(
          DispatcherType.ERROR, FilterMap.ERROR,
          DispatcherType.FORWARD, FilterMap.FORWARD,
          DispatcherType.INCLUDE, FilterMap.INCLUDE,
          DispatcherType.REQUEST, FilterMap.REQUEST,
          DispatcherType.ASYNC, FilterMap.ASYNC);

  private final Context context;

  TomcatApplication(Context context) {
    this.context = context;
  }

  /** Returns the name of the logger to which Tomcat logs why a component did not start. */
  String loggerName() {
    return context.getLogName();
  }

  /** Returns the names of the components of a kind; the name of a listener is its class name. */
  Stream<String> names(ComponentKind kind) {
    return switch (kind) {
      case SERVLET -> Arrays.stream(context.findChildren()).map(Container::getName);
      case FILTER -> Arrays.stream(context.findFilterDefs()).map(FilterDef::getFilterName);
      case LISTENER ->
          Stream.concat(
              Arrays.stream(context.findApplicationListeners()),
              Arrays.stream(context.getApplicationLifecycleListeners())
                  .map(listener -> listener.getClass().getName()));
      case INITIALIZER -> Stream.empty();
    };
  }

  /** Returns the load-on-startup servlets without an instance; none if Tomcat loads them later. */
  List<Wrapper> servletsNotLoaded() {
    List<Wrapper> missing = new ArrayList<>();
    for (Container child : startsServlets() ? context.findChildren() : new Container[0]) {
      if (child instanceof Wrapper wrapper
          && wrapper.getLoadOnStartup() >= 0
          && wrapper.getServlet() == null) {
        missing.add(wrapper);
      }
    }
    return missing;
  }

  /** Some subclasses load servlets after the start, for example that of Spring Boot. */
  private boolean startsServlets() {
    try {
      return context
          .getClass()
          .getMethod("loadOnStartup", Container[].class)
          .getDeclaringClass()
          .equals(StandardContext.class);
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  Registrations registrations() {
    List<FilterEntry> filters = new ArrayList<>();
    for (FilterDef filter : context.findFilterDefs()) {
      String className = filter.getFilterClass();
      filters.add(
          new FilterEntry(
              filter.getFilterName(),
              className == null ? "" : className,
              Boolean.valueOf(filter.getAsyncSupported())));
    }
    List<FilterMapping> mappings = new ArrayList<>();
    for (FilterMap map : context.findFilterMaps()) {
      mappings.add(mapping(map));
    }
    List<ServletEntry> servlets = Registrations.servlets(context.getServletContext());
    return new Registrations(filters, mappings, true, servlets);
  }

  private static FilterMapping mapping(FilterMap map) {
    Set<DispatcherType> types = EnumSet.noneOf(DispatcherType.class);
    for (Map.Entry<DispatcherType, Integer> dispatcher : DISPATCHER_BITS.entrySet()) {
      if ((map.getDispatcherMapping() & dispatcher.getValue()) != 0) {
        types.add(dispatcher.getKey());
      }
    }
    // Tomcat's own "*" matches every path; the servlet API has no such pattern.
    return new FilterMapping(
        map.getFilterName(),
        map.getMatchAllUrlPatterns() ? List.of("/*") : List.of(map.getURLPatterns()),
        map.getMatchAllServletNames() ? List.of("*") : List.of(map.getServletNames()),
        types);
  }
}
