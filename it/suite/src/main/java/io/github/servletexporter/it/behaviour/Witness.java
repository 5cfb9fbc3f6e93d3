package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.server.AccessLine;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;

/**
 * Two filters around the one under test. The outer one sees what the container sees, the inner one
 * what the application does. A request is identified by its {@value AccessLine#ID_HEADER} field or
 * by its query.
 */
final class Witness {
  private final WitnessFilter outer = new WitnessFilter();
  private final WitnessFilter inner = new WitnessFilter();

  /** Registers the outer filter; has to be called before the filter under test is registered. */
  ServletContainerInitializer outside() {
    return (classes, context) -> register(context, "outer-witness", outer, false);
  }

  /** Registers the inner filter; has to be called after the filter under test is registered. */
  ServletContainerInitializer inside() {
    return (classes, context) -> register(context, "inner-witness", inner, true);
  }

  private static void register(
      ServletContext context, String name, WitnessFilter filter, boolean afterDeclaredFilters) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), afterDeclaredFilters, "/*");
  }

  /** Returns the filter outside the one under test. */
  WitnessFilter outer() {
    return outer;
  }

  /** Returns the filter inside the one under test. */
  WitnessFilter inner() {
    return inner;
  }

  static String idOf(HttpServletRequest request) {
    String id = request.getHeader(AccessLine.ID_HEADER);
    return id != null ? id : "" + request.getQueryString();
  }
}
