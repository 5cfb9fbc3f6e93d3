package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.guard.GuardSettings;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.route.RouteSources;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link RequestInstrumenter}, already validated.
 *
 * @param webApp the web application; route labels start with its context path
 * @param framing the treatment of requests with ambiguous framing
 * @param sizes the way in which body sizes are determined
 * @param routes the configured route templates
 * @param providers functions from a request to its route template or null, called in this order
 * @param frameworks request attributes of the frameworks on the class path
 * @param meter buckets and limits of the metrics
 * @param supervision workers, the deadline and the listeners
 */
public record FilterSettings(
    WebApp webApp,
    FramingMode framing,
    SizeMode sizes,
    RouteRules routes,
    List<Function<HttpServletRequest, @Nullable String>> providers,
    FrameworkAttributes frameworks,
    MeterConfig meter,
    Supervision supervision) {

  /** Copies the providers. */
  public FilterSettings {
    providers = List.copyOf(providers);
  }

  GuardSettings guardSettings() {
    return new GuardSettings(
        webApp,
        framing,
        supervision.deadline(),
        supervision.closeOnOvershoot(),
        supervision.rejections());
  }

  RouteSources routeSources() {
    return new RouteSources(
        webApp.contextPath(),
        routes,
        frameworks.routes(),
        providers,
        supervision.upgrades(),
        supervision.pages());
  }

  /** Returns the default settings for a web application. */
  public static FilterSettings defaults(ServletContext context) {
    WebApp webApp = WebApps.of(context);
    return new FilterSettings(
        webApp,
        FramingMode.REJECT,
        SizeMode.DECLARED,
        RouteRules.none(),
        List.of(),
        FrameworkAttributes.of(webApp.loader()),
        MeterConfig.defaults(),
        Supervision.none());
  }
}
