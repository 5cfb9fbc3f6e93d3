package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.route.OwnPage;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.EndpointPlace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of servlet-exporter as its filter serves them: itself, before the application's filters, or
 * by their servlets, behind them. Thread-safe.
 */
final class OwnPages implements Function<String, @Nullable OwnPage> {

  private static final Logger LOGGER = System.getLogger(OwnPages.class.getName());
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final WebApp webApp;
  private final boolean inFilter;

  OwnPages(WebApp webApp, Config config) {
    this.webApp = webApp;
    this.inFilter = isInFilter(config);
  }

  private static boolean isInFilter(Config config) {
    EndpointPlace place = config.get(ConfigKey.ENDPOINTS);
    return place == EndpointPlace.FILTER
        || (place == EndpointPlace.AUTO && PageSettings.needCredentials(config));
  }

  /**
   * Returns the page that a servlet class has, or null if it is not a class of servlet-exporter.
   */
  @Override
  public @Nullable OwnPage apply(String servletClass) {
    PageServlet servlet = servlet(servletClass);
    if (servlet == null) {
      return null;
    }
    return inFilter
        ? (request, response, chain) -> servlet.service(request, response)
        : new BehindFilters(webApp);
  }

  private static @Nullable PageServlet servlet(String servletClass) {
    if (servletClass.equals(MetricsServlet.class.getName())) {
      return new MetricsServlet();
    }
    if (servletClass.equals(AggregateServlet.class.getName())) {
      return new AggregateServlet();
    }
    if (servletClass.equals(StatusServlet.class.getName())) {
      return new StatusServlet();
    }
    return servletClass.equals(HealthServlet.class.getName()) ? new HealthServlet() : null;
  }

  /** Page that the application's filters may answer; logs it once if one of them has. */
  private static final class BehindFilters implements OwnPage {

    private final WebApp webApp;
    private final AtomicBoolean logged = new AtomicBoolean();

    BehindFilters(WebApp webApp) {
      this.webApp = webApp;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String pattern = request.getHttpServletMapping().getPattern();
      chain.doFilter(request, response);
      if (isAnsweredByAnother(request, response) && logged.compareAndSet(false, true)) {
        LOGGER.log(
            Level.WARNING,
            "{0}: a filter of the application answered a request for {1} with status {2} in place of"
                + " servlet-exporter; set servlet-exporter.endpoints=filter or auth.*, or use the"
                + " metrics port",
            webApp,
            pattern,
            response.getStatus());
      }
    }

    /** A filter that protects the page does not answer with 2xx. */
    private static boolean isAnsweredByAnother(
        HttpServletRequest request, HttpServletResponse response) {
      int status = response.getStatus();
      return !PageServlet.hasAnswered(request)
          && !request.isAsyncStarted()
          && status >= OK
          && status < MULTIPLE_CHOICES;
    }
  }
}
