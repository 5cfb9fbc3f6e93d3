package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.filter.RouteProvider;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Route provider that knows no routes and fails on request, which causes an internal error. */
public final class BrokenRoutes implements RouteProvider {
  static final String FIELD = "X-Break-Routes";

  /** Creates the provider; ServiceLoader calls this constructor. */
  public BrokenRoutes() {}

  @Override
  public @Nullable String route(HttpServletRequest request) {
    if (request.getHeader(FIELD) != null) {
      throw new IllegalStateException("on purpose, in a route provider");
    }
    return null;
  }
}
