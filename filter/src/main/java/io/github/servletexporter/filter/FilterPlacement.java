package io.github.servletexporter.filter;

import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says once, at the first request, when the filter is registered so that it can't see everything,
 * unless the listener could say so at the start.
 *
 * <p>The servlet API tells no order of filters; the stack of a request does. Thread-safe.
 */
final class FilterPlacement {

  private static final Logger LOGGER = System.getLogger(FilterPlacement.class.getName());

  private final AtomicBoolean checked = new AtomicBoolean();

  /** Checks the first request that comes, and costs one read for every other. Throws nothing. */
  void check(ServletRequest request) {
    if (!checked.get() && checked.compareAndSet(false, true)) {
      try {
        warn(request);
      } catch (Throwable e) {
        LOGGER.log(Level.DEBUG, "The place of MetricsFilter in the chain is not known", e);
      }
    }
  }

  private static void warn(ServletRequest request) {
    if (request.getServletContext().getAttribute(Instrumentation.PLACEMENT_CHECKED) != null) {
      return;
    }
    String app = WebApps.of(request.getServletContext()) + ": ";
    List<String> outer = outerFilters();
    if (!outer.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          app
              + "MetricsFilter is not first in the chain; what these filters answer or take time"
              + " for is not counted: "
              + String.join(", ", outer));
    }
    if (!request.isAsyncSupported()) {
      LOGGER.log(
          Level.WARNING,
          app
              + "MetricsFilter, or a filter before it, is registered without async-supported:"
              + " asynchronous servlets will fail");
    }
  }

  private static List<String> outerFilters() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> frame.getMethodName().equals("doFilter"))
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(Filter.class::isAssignableFrom)
                    .filter(type -> type != MetricsFilter.class)
                    .map(Class::getName)
                    .distinct()
                    .toList());
  }
}
