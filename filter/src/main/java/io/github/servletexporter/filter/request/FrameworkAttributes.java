package io.github.servletexporter.filter.request;

import java.util.List;

/**
 * The request attributes in which web frameworks leave what they know of a request.
 *
 * @param routes attributes that hold the matched route template, a String
 * @param exceptions attributes that hold an exception that the framework has dealt with
 */
public record FrameworkAttributes(List<String> routes, List<String> exceptions) {

  private static final String SPRING = "org/springframework/web/servlet/DispatcherServlet.class";

  /** Copies the lists. */
  public FrameworkAttributes {
    routes = List.copyOf(routes);
    exceptions = List.copyOf(exceptions);
  }

  /** Returns no attributes: for applications on servlets alone. */
  public static FrameworkAttributes none() {
    return new FrameworkAttributes(List.of(), List.of());
  }

  /**
   * Returns the attributes of the frameworks on a class path, so that an application without one
   * does not pay for looking. Spring MVC is known; Jersey and RESTEasy leave no attribute.
   *
   * @param loader the web application's class loader; nothing is loaded through it
   */
  public static FrameworkAttributes of(ClassLoader loader) {
    return loader.getResource(SPRING) == null
        ? none()
        : new FrameworkAttributes(
            List.of("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern"),
            List.of("org.springframework.web.servlet.DispatcherServlet.EXCEPTION"));
  }
}
