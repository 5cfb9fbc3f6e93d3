package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.body.SizeMode;
import io.github.servletexporter.filter.guard.FramingMode;
import io.github.servletexporter.filter.meter.MeterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RequestInstrumenter} is made with; already validated by whoever read it.
 *
 * @param webApp the web application; labels start with its context path
 * @param framing what to do about ambiguous framing
 * @param sizes how to observe body sizes
 * @param routes the user's route templates
 * @param providers functions from a request to its route template or null, asked in this order
 * @param frameworks attributes of the frameworks on the class path
 * @param meter buckets and bounds
 * @param supervision what accompanies workers and refuses requests
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

  /** Returns the defaults for a web application. */
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
