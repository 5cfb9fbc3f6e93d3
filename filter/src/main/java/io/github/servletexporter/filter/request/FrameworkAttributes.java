package io.github.servletexporter.filter.request;

import java.util.List;

/**
 * Names of the request attributes that web frameworks set.
 *
 * @param routes attributes that hold the matched route template, a String
 * @param exceptions attributes that hold an exception that the framework has handled
 */
public record FrameworkAttributes(List<String> routes, List<String> exceptions) {

  private static final String SPRING = "org/springframework/web/servlet/DispatcherServlet.class";

  /** Copies the lists. */
  public FrameworkAttributes {
    routes = List.copyOf(routes);
    exceptions = List.copyOf(exceptions);
  }

  /** Returns no attributes, for applications without a framework. */
  static FrameworkAttributes none() {
    return new FrameworkAttributes(List.of(), List.of());
  }

  /**
   * Returns the attributes of the frameworks on a class path, so that an application without a
   * framework has no cost per request. Spring MVC is supported; Jersey and RESTEasy set no
   * attribute.
   *
   * @param loader the web application's class loader; no class is loaded through it
   */
  public static FrameworkAttributes of(ClassLoader loader) {
    return loader.getResource(SPRING) == null
        ? none()
        : new FrameworkAttributes(
            List.of("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern"),
            List.of("org.springframework.web.servlet.DispatcherServlet.EXCEPTION"));
  }
}
