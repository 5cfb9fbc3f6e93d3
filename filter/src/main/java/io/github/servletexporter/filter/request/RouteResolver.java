package io.github.servletexporter.filter.request;

import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.meter.RouteSeries;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
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
 *
 * <p>Frameworks write the template into a request attribute whenever they choose a handler, also
 * the handlers of forwards and error pages. The first template is the route: it is read before a
 * dispatch that may replace it, and {@linkplain #settle settled} by another request attribute.
 */
final class RouteResolver {

  private static final String DEFAULT_SERVLET = "/";

  /** Start of the pattern of an extension mapping, which has no leading slash. */
  private static final String EXTENSION = "*";

  private static final int NOT_FOUND = 404;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final String SETTLED = "io.github.servletexporter.settled-route.";

  private final RequestMeter meter;
  private final String contextPath;
  private final RouteRules rules;
  private final List<Function<HttpServletRequest, @Nullable String>> providers;
  private final Function<HttpServletRequest, @Nullable String> upgrades;
  private final Function<String, @Nullable OwnPage> pages;
  private final String[] frameworkAttributes;
  private final InternalErrors errors;

  /**
   * Name of the request attribute that holds the settled {@link RouteSeries}, or {@link #unknown}
   * if no template applies. The name contains the context path, because a request can be forwarded
   * to another web application.
   */
  private final String settled;

  private final RouteSeries unmatched;
  private final Mapping unknown;
  private final ConcurrentHashMap<String, Mapping> mappings = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Mapping> ruled = new ConcurrentHashMap<>();

  RouteResolver(FilterSettings settings, RequestMeter meter, InternalErrors errors) {
    this.meter = meter;
    this.contextPath = settings.webApp().contextPath();
    this.rules = settings.routes();
    this.providers = settings.providers();
    this.upgrades = settings.supervision().upgrades();
    this.pages = settings.supervision().pages();
    this.frameworkAttributes = settings.frameworks().routes().toArray(new String[0]);
    this.errors = errors;
    this.settled = SETTLED + contextPath;
    this.unmatched = meter.route("");
    this.unknown = new Mapping(unmatched, null, null);
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
    Mapping byPattern = byPattern(mapping, request);
    String label = uri == null ? null : rules.label(uri, request.getContextPath().length());
    if (label == null) {
      return byPattern;
    }
    Mapping known = ruled.get(label);
    Mapping byRule = known != null ? known : ruled.computeIfAbsent(label, this::ruledMapping);
    OwnPage page = byPattern.page();
    return page == null ? byRule : new Mapping(byRule.route(), null, page);
  }

  private Mapping byPattern(@Nullable HttpServletMapping mapping, HttpServletRequest request) {
    String pattern = mapping == null ? DEFAULT_SERVLET : mapping.getPattern();
    Mapping known = mappings.get(pattern);
    if (known != null) {
      return known;
    }
    OwnPage page = mapping == null ? null : page(mapping, request);
    return mappings.computeIfAbsent(pattern, absent -> newMapping(absent, page));
  }

  /** Returns our own page behind a mapping, or null. */
  private @Nullable OwnPage page(HttpServletMapping mapping, HttpServletRequest request) {
    try {
      ServletRegistration servlet =
          request.getServletContext().getServletRegistration(mapping.getServletName());
      String type = servlet == null ? null : servlet.getClassName();
      return type == null ? null : pages.apply(type);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.ROUTE, e);
      return null;
    }
  }

  private Mapping ruledMapping(String label) {
    return new Mapping(meter.route(contextPath + label), null, null);
  }

  /** Returns the mapping of the REQUEST dispatch, from within any dispatch. */
  Mapping firstMapping(HttpServletRequest request) {
    Mapping first =
        first(request, RequestDispatcher.FORWARD_MAPPING, RequestDispatcher.FORWARD_REQUEST_URI);
    if (first == null) {
      first = first(request, AsyncContext.ASYNC_MAPPING, AsyncContext.ASYNC_REQUEST_URI);
    }
    return first != null ? first : mapping(request);
  }

  /**
   * Makes the template that is known by now the route of the request, whatever dispatches follow.
   * Does nothing if no template is known, or if the route is settled already.
   *
   * @param mapping the mapping of the dispatch that the template belongs to
   */
  void settle(Mapping mapping, HttpServletRequest request) {
    Templates templates = mapping.templates;
    if (templates != null && !isSettled(request)) {
      RouteSeries route = template(templates, request);
      if (route != null) {
        request.setAttribute(settled, route);
      }
    }
  }

  /** Makes the route of a mapping the route of the request. */
  void settleOnMapping(Mapping mapping, HttpServletRequest request) {
    request.setAttribute(settled, mapping.route);
  }

  /** Returns whether the route of a request can no longer change. */
  boolean isSettled(HttpServletRequest request) {
    return request.getAttribute(settled) != null;
  }

  /**
   * Settles the route before an error page runs: if no handler has been chosen so far, the servlet
   * mapping applies and not the handler of the error page.
   */
  void settleBeforeErrorPage(Mapping mapping, HttpServletRequest request) {
    settle(mapping, request);
    settleWithoutTemplate(request);
  }

  /**
   * Settles the route after the container may have run an error page that the filter has not seen.
   * A template of a framework can only be that of the error page, because earlier ones are settled.
   */
  void settleAfterErrorPage(HttpServletRequest request) {
    boolean errorPage = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    if (errorPage && !(request.getAttribute(Instrumentation.ROUTE_ATTRIBUTE) instanceof String)) {
      settleWithoutTemplate(request);
    }
  }

  private void settleWithoutTemplate(HttpServletRequest request) {
    if (!isSettled(request)) {
      request.setAttribute(settled, unknown);
    }
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
    Object known = request.getAttribute(settled);
    if (known instanceof RouteSeries route) {
      return route;
    }
    RouteSeries route = known == null ? template(templates, request) : null;
    if (route == null && status == SWITCHING_PROTOCOLS) {
      route = upgraded(templates, request);
    }
    if (route != null) {
      return route;
    }
    // Both containers route requests that match no mapping to a servlet that is mapped to "/".
    return status == NOT_FOUND && templates.ofDefaultServlet ? unmatched : mapping.route;
  }

  /** Returns the route of the template that is known by now, or null. */
  private @Nullable RouteSeries template(Templates templates, HttpServletRequest request) {
    if (request.getAttribute(Instrumentation.ROUTE_ATTRIBUTE) instanceof String template) {
      return templates.inContext(template);
    }
    for (String attribute : frameworkAttributes) {
      if (request.getAttribute(attribute) instanceof String template) {
        return templates.inServlet(template);
      }
    }
    String provided = providers.isEmpty() ? null : provided(request);
    return provided == null ? null : templates.inContext(provided);
  }

  /** The filters of containers answer a WebSocket handshake, before any servlet is chosen. */
  private @Nullable RouteSeries upgraded(Templates templates, HttpServletRequest request) {
    try {
      String template = upgrades.apply(innermost(request));
      return template == null ? null : templates.inContext(template);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.ROUTE, e);
      return null;
    }
  }

  private @Nullable String provided(HttpServletRequest request) {
    for (Function<HttpServletRequest, @Nullable String> provider : providers) {
      try {
        // A provider may look at the path, which the wrapper of a forward replaces.
        String template = provider.apply(innermost(request));
        if (template != null) {
          return template;
        }
      } catch (Throwable e) {
        errors.caught(InternalErrors.Component.ROUTE, e);
      }
    }
    return null;
  }

  /** Returns the container's own request, without the wrappers of filters and forwards. */
  static HttpServletRequest innermost(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest own ? own : request;
  }

  private Mapping newMapping(String pattern, @Nullable OwnPage page) {
    String slash = pattern.startsWith(EXTENSION) ? "/" : "";
    String label = contextPath + slash + pattern;
    return new Mapping(
        meter.route(label.isEmpty() ? DEFAULT_SERVLET : label), new Templates(pattern), page);
  }

  /**
   * Route of a servlet mapping.
   *
   * @param route the route that applies if no template is known
   * @param templates the routes of the templates below the mapping, or null if a rule has fixed the
   *     route
   * @param page servlet-exporter's own page behind the mapping, or null
   */
  record Mapping(RouteSeries route, @Nullable Templates templates, @Nullable OwnPage page) {

    /** Returns whether this is the mapping of the requests that match no other. */
    boolean isOfDefaultServlet() {
      return templates != null && templates.ofDefaultServlet;
    }
  }

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
