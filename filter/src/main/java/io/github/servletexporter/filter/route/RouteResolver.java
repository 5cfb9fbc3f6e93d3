package io.github.servletexporter.filter.route;

import io.github.servletexporter.filter.meter.InternalErrors;
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
 * RouteResolver#ATTRIBUTE}, the template that a framework has set, a route provider, the servlet
 * mapping. Thread-safe. Allocates nothing for a route that was seen before.
 */
public final class RouteResolver {

  /**
   * Name of the request attribute that an application can set to the route template of a request,
   * such as {@code /users/{id}}, relative to the context path.
   */
  public static final String ATTRIBUTE = "io.github.servletexporter.route";

  private static final String DEFAULT_SERVLET = RouteTemplates.DEFAULT_SERVLET;

  /** Start of the pattern of an extension mapping, which has no leading slash. */
  private static final String EXTENSION = "*";

  private static final int NOT_FOUND = 404;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final RequestMeter meter;
  private final String contextPath;
  private final RouteRules rules;
  private final List<Function<HttpServletRequest, @Nullable String>> providers;
  private final Function<HttpServletRequest, @Nullable String> upgrades;
  private final Function<String, @Nullable OwnPage> pages;
  private final String[] frameworkAttributes;
  private final InternalErrors errors;

  private final RouteSeries unmatched;
  private final RouteMapping unknown;
  private final ConcurrentHashMap<String, RouteMapping> mappings = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, RouteMapping> ruled = new ConcurrentHashMap<>();

  public RouteResolver(RouteSources sources, RequestMeter meter, InternalErrors errors) {
    this.meter = meter;
    this.contextPath = sources.contextPath();
    this.rules = sources.rules();
    this.providers = sources.providers();
    this.upgrades = sources.upgrades();
    this.pages = sources.pages();
    this.frameworkAttributes = sources.frameworkAttributes().toArray(new String[0]);
    this.errors = errors;
    this.unmatched = meter.route("");
    this.unknown = new RouteMapping(unmatched, null, null);
  }

  /**
   * Returns the mapping of a request. It must be read before the chain runs, because a forward or
   * an error dispatch changes it.
   */
  public RouteMapping mapping(HttpServletRequest request) {
    try {
      String uri = rules.isEmpty() ? null : request.getRequestURI();
      return mapping(request.getHttpServletMapping(), request, uri);
    } catch (Throwable e) {
      errors.caught(InternalErrors.Component.ROUTE, e);
      return unknown;
    }
  }

  private RouteMapping mapping(
      @Nullable HttpServletMapping mapping, HttpServletRequest request, @Nullable String uri) {
    RouteMapping byPattern = byPattern(mapping, request);
    String label = uri == null ? null : rules.label(uri, request.getContextPath().length());
    if (label == null) {
      return byPattern;
    }
    RouteMapping known = ruled.get(label);
    RouteMapping byRule = known != null ? known : ruled.computeIfAbsent(label, this::ruledMapping);
    OwnPage page = byPattern.page();
    return page == null ? byRule : new RouteMapping(byRule.route(), null, page);
  }

  private RouteMapping byPattern(@Nullable HttpServletMapping mapping, HttpServletRequest request) {
    String pattern = mapping == null ? DEFAULT_SERVLET : mapping.getPattern();
    RouteMapping known = mappings.get(pattern);
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

  private RouteMapping ruledMapping(String label) {
    return new RouteMapping(meter.route(contextPath + label), null, null);
  }

  /** Returns the mapping of the REQUEST dispatch, from within any dispatch. */
  public RouteMapping firstMapping(HttpServletRequest request) {
    RouteMapping first =
        first(request, RequestDispatcher.FORWARD_MAPPING, RequestDispatcher.FORWARD_REQUEST_URI);
    if (first == null) {
      first = first(request, AsyncContext.ASYNC_MAPPING, AsyncContext.ASYNC_REQUEST_URI);
    }
    return first != null ? first : mapping(request);
  }

  /**
   * Returns the mapping of the first dispatch, which the container keeps in attributes (Servlet
   * 6.0, sections 9.4.2 and 9.7.2), or null.
   */
  private @Nullable RouteMapping first(HttpServletRequest request, String mapping, String uri) {
    return request.getAttribute(mapping) instanceof HttpServletMapping first
            && request.getAttribute(uri) instanceof String path
        ? mapping(first, request, path)
        : null;
  }

  /** Returns the route of the template that is known by now, or null. */
  public @Nullable RouteSeries template(RouteMapping mapping, HttpServletRequest request) {
    RouteTemplates templates = mapping.templates();
    if (templates == null) {
      return null;
    }
    if (request.getAttribute(ATTRIBUTE) instanceof String template) {
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

  /** Returns the route of a request without a template that ends with a status. */
  public RouteSeries withoutTemplate(RouteMapping mapping, HttpServletRequest request, int status) {
    RouteTemplates templates = mapping.templates();
    if (templates == null) {
      return mapping.route();
    }
    RouteSeries upgraded = status == SWITCHING_PROTOCOLS ? upgraded(templates, request) : null;
    if (upgraded != null) {
      return upgraded;
    }
    // Both containers route requests that match no mapping to a servlet that is mapped to "/".
    return status == NOT_FOUND && templates.isOfDefaultServlet() ? unmatched : mapping.route();
  }

  /** The filters of containers answer a WebSocket handshake, before any servlet is chosen. */
  private @Nullable RouteSeries upgraded(RouteTemplates templates, HttpServletRequest request) {
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
  public static HttpServletRequest innermost(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest own ? own : request;
  }

  private RouteMapping newMapping(String pattern, @Nullable OwnPage page) {
    String slash = pattern.startsWith(EXTENSION) ? "/" : "";
    String label = contextPath + slash + pattern;
    return new RouteMapping(
        meter.route(label.isEmpty() ? DEFAULT_SERVLET : label),
        new RouteTemplates(meter, contextPath, pattern),
        page);
  }
}
