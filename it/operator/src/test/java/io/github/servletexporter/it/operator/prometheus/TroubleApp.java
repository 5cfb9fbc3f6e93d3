package io.github.servletexporter.it.operator.prometheus;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Application that causes the conditions of all alerts and records the formats of its scrapes.
 * Thread-safe.
 */
final class TroubleApp implements ServletContainerInitializer {
  /** Path whose requests last longer than any worker-timeout of these tests. */
  static final String SLOW = "/slow";

  /** Prefix of paths that are separate routes. */
  static final String ROUTES = "/route";

  /** Parameter of a scrape that accepts the text format only. */
  static final String TEXT_ONLY = "text-only";

  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);
  private static final int ROUTE_COUNT = 10;

  private final boolean broken;
  private final Set<String> formats = ConcurrentHashMap.newKeySet();

  private TroubleApp(boolean broken) {
    this.broken = broken;
  }

  /** Returns an application with a servlet that fails to start, which Tomcat tolerates. */
  static TroubleApp withBrokenServlet() {
    return new TroubleApp(true);
  }

  static TroubleApp create() {
    return new TroubleApp(false);
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    context.addServlet("slow", new Slow()).addMapping(SLOW);
    for (int i = 0; i < ROUTE_COUNT; i++) {
      context.addServlet("route" + i, new Answer()).addMapping(ROUTES + i);
    }
    if (broken) {
      ServletRegistration.Dynamic servlet = context.addServlet("broken", new Broken());
      servlet.addMapping("/broken");
      servlet.setLoadOnStartup(1);
    }
    FilterRegistration.Dynamic filter = context.addFilter("formats", new Formats());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/metrics");
  }

  /** Returns the content types of the scrapes so far, with blanks removed. */
  Set<String> formats() {
    return Set.copyOf(formats);
  }

  private static final class Slow extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      long end = System.nanoTime() + SLOW_NANOS;
      while (System.nanoTime() - end < 0) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
    }
  }

  private static final class Answer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().println("answer");
    }
  }

  private static final class Broken extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    public void init() throws ServletException {
      throw new ServletException("on purpose, at the start");
    }
  }

  private final class Formats implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      boolean textOnly = request.getParameter(TEXT_ONLY) != null;
      chain.doFilter(textOnly ? new TextOnly((HttpServletRequest) request) : request, response);
      formats.add(String.valueOf(response.getContentType()).replace(" ", ""));
    }
  }

  private static final class TextOnly extends HttpServletRequestWrapper {
    private static final String TEXT = "text/plain;version=0.0.4";

    TextOnly(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase("Accept") ? TEXT : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("Accept")
          ? Collections.enumeration(Set.of(TEXT))
          : super.getHeaders(name);
    }
  }
}
