package io.github.servletexporter.filter;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.filter.request.WebApps;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Check of the filter's registration at the first request, for a filter without a listener. With a
 * listener the registration is checked at start.
 *
 * <p>The servlet API does not expose the order of filters, but the call stack of a request does.
 * Thread-safe.
 */
final class FilterPlacement {

  private static final Logger LOGGER = System.getLogger(FilterPlacement.class.getName());

  private final AtomicBoolean checked = new AtomicBoolean();

  /** Checks the first request; costs one volatile read for every other. Throws nothing. */
  void check(ServletRequest request) {
    if (!checked.get() && checked.compareAndSet(false, true)) {
      try {
        warn(request);
      } catch (Throwable e) {
        LOGGER.log(
            Level.DEBUG,
            "cannot determine the position of MetricsFilter in the chain",
            LoggedFailure.of(e));
      }
    }
  }

  private static void warn(ServletRequest request) {
    String app = WebApps.of(request.getServletContext()) + ": ";
    List<String> outer = outerFilters();
    if (!outer.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          app
              + "MetricsFilter is not first in the chain, so requests that these filters answer and"
              + " the time that they take are not counted; map MetricsFilter before them: "
              + String.join(", ", outer));
    }
    if (!request.isAsyncSupported()) {
      LOGGER.log(
          Level.WARNING,
          app
              + "MetricsFilter or a filter before it is registered without async-supported, so"
              + " asynchronous servlets fail; add <async-supported>true</async-supported>");
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
                    .map(type -> LogText.escaped(type.getName()))
                    .distinct()
                    .toList());
  }
}
