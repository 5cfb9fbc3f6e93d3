package io.github.servletexporter.listener;

import io.github.servletexporter.base.LoggedFailure;
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

/** Loader of the route providers of a web application. */
final class RouteProviders {

  private static final Logger LOGGER = System.getLogger(RouteProviders.class.getName());

  /** Limit for a services file that cannot be read and fails at every attempt. */
  private static final int MAX_FAILURES = 20;

  private RouteProviders() {}

  /** Returns the route providers, except for those that cannot be instantiated. */
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
        LOGGER.log(
            Level.WARNING,
            webApp + ": cannot load a route provider; its routes are not used",
            LoggedFailure.of(e));
      }
    }
    return providers;
  }
}
