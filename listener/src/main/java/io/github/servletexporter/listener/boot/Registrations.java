package io.github.servletexporter.listener.boot;

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
 * The filters and servlets of a web application, as far as someone tells.
 *
 * @param filters in no order
 * @param mappings of filters; in the order in which they are called, when {@code ordered}
 * @param ordered whether the mappings are in order
 * @param servlets in no order
 */
record Registrations(
    List<FilterEntry> filters,
    List<FilterMapping> mappings,
    boolean ordered,
    List<ServletEntry> servlets) {

  /** Copies everything. */
  Registrations {
    filters = List.copyOf(filters);
    mappings = List.copyOf(mappings);
    servlets = List.copyOf(servlets);
  }

  /**
   * A filter.
   *
   * @param name its name
   * @param className its class, empty when unknown
   * @param asyncSupported whether it is registered so, or null when unknown
   */
  record FilterEntry(String name, String className, @Nullable Boolean asyncSupported) {

    boolean isOurs() {
      return className.equals(MetricsFilter.class.getName());
    }
  }

  /**
   * A mapping of a filter.
   *
   * @param filterName the filter
   * @param urlPatterns its URL patterns
   * @param servletNames the names of its servlets
   * @param dispatcherTypes when it applies, or null when unknown
   */
  record FilterMapping(
      String filterName,
      Collection<String> urlPatterns,
      Collection<String> servletNames,
      @Nullable Set<DispatcherType> dispatcherTypes) {

    boolean isEmpty() {
      return urlPatterns.isEmpty() && servletNames.isEmpty();
    }

    /** Returns whether every path is in it. */
    boolean isForAll() {
      return urlPatterns.contains("/*");
    }

    boolean appliesTo(DispatcherType type) {
      return dispatcherTypes == null || dispatcherTypes.contains(type);
    }
  }

  /**
   * A servlet.
   *
   * @param name its name
   * @param className its class, empty when unknown
   * @param urlPatterns its mappings
   */
  record ServletEntry(String name, String className, Collection<String> urlPatterns) {}

  /**
   * Returns what the servlet API tells.
   *
   * @throws UnsupportedOperationException if it tells nothing, to a listener that a program has
   *     added
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

  /** Returns the servlets that the servlet API tells of. */
  static List<ServletEntry> servlets(ServletContext context) {
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
