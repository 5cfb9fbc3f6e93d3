package io.github.servletexporter.filter.request;

import jakarta.servlet.RequestDispatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of the request attributes that web frameworks set.
 *
 * @param routes attributes that hold the matched route template, a String
 * @param exceptions attributes that hold an exception that the framework has handled
 * @param failures attributes that hold an exception before the framework tries to handle it; it
 *     stays the only trace if a filter swallows the exception
 */
public record FrameworkAttributes(
    List<String> routes, List<String> exceptions, List<String> failures) {

  /** Attribute from which an error page in JSP takes the exception that it shows. */
  static final String JSP_EXCEPTION = "jakarta.servlet.jsp.jspException";

  private static final String SPRING = "org.springframework.web.servlet.DispatcherServlet";
  private static final String SPRING_ROUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final String JSP = "jakarta.servlet.jsp.PageContext";
  private static final List<String> SPRING_BOOT =
      List.of(
          "org.springframework.boot.web.servlet.error.DefaultErrorAttributes",
          "org.springframework.boot.webmvc.error.DefaultErrorAttributes");

  /** Copies the lists. */
  public FrameworkAttributes {
    routes = List.copyOf(routes);
    exceptions = List.copyOf(exceptions);
    failures = List.copyOf(failures);
  }

  /** Returns no attributes. */
  static FrameworkAttributes none() {
    return new FrameworkAttributes(List.of(), List.of(), List.of());
  }

  /**
   * Returns the attributes of the frameworks on a class path, so that an application without a
   * framework has hardly any cost per request. Spring and JSP are supported, and any framework that
   * uses the attribute of the servlet API; Jersey and RESTEasy set no attribute.
   *
   * @param loader the web application's class loader; no class is loaded through it
   */
  public static FrameworkAttributes of(ClassLoader loader) {
    List<String> routes = new ArrayList<>();
    List<String> exceptions = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    if (isPresent(SPRING, loader)) {
      routes.add(SPRING_ROUTE);
      exceptions.add(SPRING + ".EXCEPTION");
    }
    exceptions.add(RequestDispatcher.ERROR_EXCEPTION);
    if (isPresent(JSP, loader)) {
      exceptions.add(JSP_EXCEPTION);
    }
    for (String type : SPRING_BOOT) {
      if (isPresent(type, loader)) {
        failures.add(type + ".ERROR");
      }
    }
    return new FrameworkAttributes(routes, exceptions, failures);
  }

  private static boolean isPresent(String type, ClassLoader loader) {
    return loader.getResource(type.replace('.', '/') + ".class") != null;
  }
}
