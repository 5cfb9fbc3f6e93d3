package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolver of a request's route: a label from a bounded set, never the raw path.
 *
 * <p>The sources are, in this order: the configured rules, the attribute {@link
 * Instrumentation#ROUTE_ATTRIBUTE}, the template that a framework has set, a route provider, the
 * servlet mapping. Thread-safe. Allocates nothing for a route that was seen before.
 */
final class RouteResolver {

  private static final String DEFAULT_SERVLET = "/";

  /** Start of the pattern of an extension mapping, which has no leading slash. */
  private static final String EXTENSION = "*";

  private static final int NOT_FOUND = 404;

  private final RequestMeter meter;
  private final String contextPath;
  private final RouteRules rules;
  private final List<Function<HttpServletRequest, @Nullable String>> providers;
  private final String[] frameworkAttributes;
  private final InternalErrors errors;
  private final RouteSeries unmatched;
  private final Mapping unknown;
  private final ConcurrentHashMap<String, Mapping> mappings = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Mapping> ruled = new ConcurrentHashMap<>();

  RouteResolver(FilterSettings settings, RequestMeter meter, InternalErrors errors) {
    this.meter = meter;
    this.contextPath = settings.webApp().contextPath();
    this.rules = settings.routes();
    this.providers = settings.providers();
    this.frameworkAttributes = settings.frameworks().routes().toArray(new String[0]);
    this.errors = errors;
    this.unmatched = meter.route("");
    this.unknown = new Mapping(unmatched, null);
  }

  /**
   * Returns the mapping of a request. It must be read before the chain runs, because a forward or
   * an error dispatch changes it.
   */
  Mapping mapping(HttpServletRequest request) {
    try {
      String uri = rules.isEmpty() ? null : request.getRequestURI();
      return mapping(request.getHttpServletMapping(), request, uri);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.ROUTE, e);
      return unknown;
    }
  }

  private Mapping mapping(
      @Nullable HttpServletMapping mapping, HttpServletRequest request, @Nullable String uri) {
    String label = uri == null ? null : rules.label(uri, request.getContextPath().length());
    if (label != null) {
      Mapping known = ruled.get(label);
      return known != null ? known : ruled.computeIfAbsent(label, this::ruledMapping);
    }
    String pattern = mapping == null ? DEFAULT_SERVLET : mapping.getPattern();
    Mapping known = mappings.get(pattern);
    return known != null ? known : mappings.computeIfAbsent(pattern, this::newMapping);
  }

  private Mapping ruledMapping(String label) {
    return new Mapping(meter.route(contextPath + label), null);
  }

  /** Returns the label of the route of the REQUEST dispatch, from within any dispatch. */
  String label(HttpServletRequest request) {
    Mapping first =
        first(request, RequestDispatcher.FORWARD_MAPPING, RequestDispatcher.FORWARD_REQUEST_URI);
    if (first == null) {
      first = first(request, AsyncContext.ASYNC_MAPPING, AsyncContext.ASYNC_REQUEST_URI);
    }
    return route(first != null ? first : mapping(request), request, 0).label();
  }

  /**
   * Returns the mapping of the first dispatch, which the container keeps in attributes (Servlet
   * 6.0, sections 9.4.2 and 9.7.2), or null.
   */
  private @Nullable Mapping first(HttpServletRequest request, String mapping, String uri) {
    return request.getAttribute(mapping) instanceof HttpServletMapping first
            && request.getAttribute(uri) instanceof String path
        ? mapping(first, request, path)
        : null;
  }

  /** Returns the route of a request that ends with a status. */
  RouteSeries route(Mapping mapping, HttpServletRequest request, int status) {
    Templates templates = mapping.templates;
    if (templates == null) {
      return mapping.route;
    }
    if (request.getAttribute(Instrumentation.ROUTE_ATTRIBUTE) instanceof String template) {
      return templates.inContext(template);
    }
    for (String attribute : frameworkAttributes) {
      if (request.getAttribute(attribute) instanceof String template) {
        return templates.inServlet(template);
      }
    }
    String provided = providers.isEmpty() ? null : provided(request);
    if (provided != null) {
      return templates.inContext(provided);
    }
    // Both containers route requests that match no mapping to a servlet that is mapped to "/".
    return status == NOT_FOUND && templates.ofDefaultServlet ? unmatched : mapping.route;
  }

  private @Nullable String provided(HttpServletRequest request) {
    for (Function<HttpServletRequest, @Nullable String> provider : providers) {
      try {
        String template = provider.apply(request);
        if (template != null) {
          return template;
        }
      } catch (Throwable e) {
        errors.caught(InternalErrors.Component.ROUTE, e);
      }
    }
    return null;
  }

  private Mapping newMapping(String pattern) {
    String slash = pattern.startsWith(EXTENSION) ? "/" : "";
    String label = contextPath + slash + pattern;
    return new Mapping(
        meter.route(label.isEmpty() ? DEFAULT_SERVLET : label), new Templates(pattern));
  }

  /**
   * Route of a servlet mapping.
   *
   * @param route the route that applies if no template is known
   * @param templates the routes of the templates below the mapping, or null if a rule has fixed the
   *     route
   */
  record Mapping(RouteSeries route, @Nullable Templates templates) {}

  /** Routes of the templates below one servlet mapping. The meter limits their number. */
  final class Templates {

    private static final String PATH_SUFFIX = "/*";

    final boolean ofDefaultServlet;
    private final String servletPath;
    private final ConcurrentHashMap<String, RouteSeries> servletRoutes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, RouteSeries> contextRoutes = new ConcurrentHashMap<>();

    Templates(String pattern) {
      ofDefaultServlet = pattern.equals(DEFAULT_SERVLET);
      servletPath =
          pattern.endsWith(PATH_SUFFIX)
              ? pattern.substring(0, pattern.length() - PATH_SUFFIX.length())
              : "";
    }

    /** Returns the route of a template that is relative to the servlet's path, as in Spring. */
    RouteSeries inServlet(String template) {
      return find(servletRoutes, servletPath, template);
    }

    /** Returns the route of a template that is relative to the context path. */
    RouteSeries inContext(String template) {
      return find(contextRoutes, "", template);
    }

    private RouteSeries find(
        ConcurrentHashMap<String, RouteSeries> known, String prefix, String template) {
      RouteSeries route = known.get(template);
      if (route == null) {
        String slash = template.startsWith("/") ? "" : "/";
        route = meter.route(contextPath + prefix + slash + template);
        if (!meter.isOverflow(route)) {
          known.put(template, route);
        }
      }
      return route;
    }
  }
}
