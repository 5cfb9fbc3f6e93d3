package io.github.servletexporter.listener.container;

import io.github.servletexporter.filter.MetricsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filters and servlets of a web application.
 *
 * @param filters the filters, in no particular order
 * @param mappings the filter mappings, in call order if {@code ordered} is true
 * @param ordered whether the order of the mappings is known
 * @param servlets the servlets, in no particular order
 */
public record Registrations(
    List<FilterEntry> filters,
    List<FilterMapping> mappings,
    boolean ordered,
    List<ServletEntry> servlets) {

  /** Copies the lists. */
  public Registrations {
    filters = List.copyOf(filters);
    mappings = List.copyOf(mappings);
    servlets = List.copyOf(servlets);
  }

  /**
   * Filter of a web application.
   *
   * @param name the filter's name
   * @param className the filter's class; empty if it is unknown
   * @param asyncSupported whether the filter supports asynchronous requests; null if unknown
   */
  public record FilterEntry(String name, String className, @Nullable Boolean asyncSupported) {

    /** Returns whether the filter is servlet-exporter's own. */
    public boolean isOurs() {
      return className.equals(MetricsFilter.class.getName());
    }
  }

  /**
   * Mapping of a filter.
   *
   * @param filterName the filter's name
   * @param urlPatterns the URL patterns to which the filter is mapped
   * @param servletNames the servlets to which the filter is mapped
   * @param dispatcherTypes the dispatcher types for which it is called; null if they are unknown
   */
  public record FilterMapping(
      String filterName,
      Collection<String> urlPatterns,
      Collection<String> servletNames,
      @Nullable Set<DispatcherType> dispatcherTypes) {

    /** Returns whether the filter is mapped to nothing. */
    public boolean isEmpty() {
      return urlPatterns.isEmpty() && servletNames.isEmpty();
    }

    /** Returns whether the filter is mapped to every path. */
    public boolean isForAll() {
      return urlPatterns.contains("/*");
    }

    /** Returns whether the filter is called for a dispatcher type, or may be. */
    public boolean appliesTo(DispatcherType type) {
      return dispatcherTypes == null || dispatcherTypes.contains(type);
    }
  }

  /**
   * Servlet of a web application.
   *
   * @param name the servlet's name
   * @param className the servlet's class; empty if it is unknown
   * @param urlPatterns the URL patterns to which the servlet is mapped
   */
  public record ServletEntry(String name, String className, Collection<String> urlPatterns) {}

  /**
   * Returns the registrations that the servlet API provides.
   *
   * @throws UnsupportedOperationException if the servlet API refuses to provide them, as it does to
   *     a listener that was added by a program
   */
  static Registrations of(ServletContext context) {
    List<FilterEntry> filters = new ArrayList<>();
    List<FilterMapping> mappings = new ArrayList<>();
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      filters.add(new FilterEntry(filter.getName(), orEmpty(filter.getClassName()), null));
      mappings.add(
          new FilterMapping(
              filter.getName(),
              filter.getUrlPatternMappings(),
              filter.getServletNameMappings(),
              null));
    }
    return new Registrations(filters, mappings, false, servlets(context));
  }

  /** Returns the servlets of a web application. */
  public static List<ServletEntry> servlets(ServletContext context) {
    List<ServletEntry> servlets = new ArrayList<>();
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      servlets.add(
          new ServletEntry(
              servlet.getName(), orEmpty(servlet.getClassName()), servlet.getMappings()));
    }
    return servlets;
  }

  private static String orEmpty(@Nullable String className) {
    return className == null ? "" : className;
  }
}
