package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.RouteProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the route providers of a web application. */
final class RouteProviders {

  private static final Logger LOGGER = System.getLogger(RouteProviders.class.getName());

  /** A list of providers that can't be read fails the same way for ever. */
  private static final int MAX_FAILURES = 20;

  private RouteProviders() {}

  /** Leaves out providers that can't be made: the application starts without them. */
  static List<Function<HttpServletRequest, @Nullable String>> of(WebApp webApp) {
    List<Function<HttpServletRequest, @Nullable String>> providers = new ArrayList<>();
    Iterator<RouteProvider> found =
        ServiceLoader.load(RouteProvider.class, webApp.loader()).iterator();
    for (int failures = 0; failures < MAX_FAILURES; ) {
      try {
        if (!found.hasNext()) {
          return providers;
        }
        providers.add(found.next()::route);
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        LOGGER.log(Level.WARNING, webApp + ": a route provider can't be used", e);
      }
    }
    return providers;
  }
}
