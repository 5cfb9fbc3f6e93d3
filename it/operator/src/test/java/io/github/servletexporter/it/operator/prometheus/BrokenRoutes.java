package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.filter.RouteProvider;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Knows no route, and fails where a request says so: an error inside servlet-exporter. */
public final class BrokenRoutes implements RouteProvider {
  static final String FIELD = "X-Break-Routes";

  /** For the ServiceLoader. */
  public BrokenRoutes() {}

  @Override
  public @Nullable String route(HttpServletRequest request) {
    if (request.getHeader(FIELD) != null) {
      throw new IllegalStateException("on purpose, in a route provider");
    }
    return null;
  }
}
