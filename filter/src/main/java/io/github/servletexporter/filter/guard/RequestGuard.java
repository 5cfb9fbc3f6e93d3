package io.github.servletexporter.filter.guard;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Check of a request before the application sees it. A guard may refuse the request.
 *
 * <p>Implementations are thread-safe and allocate nothing for a request that they admit. If a guard
 * throws, the failure is counted and the request is admitted.
 */
@FunctionalInterface
public interface RequestGuard {

  /**
   * Returns the refusal of a request, or null to admit it.
   *
   * @param request the container's request; its body has not been read
   * @param writer the number of the calling thread as a writer, for {@link
   *     io.github.servletexporter.filter.meter.HistogramDataPoint#observe}
   */
  @Nullable Refusal inspect(HttpServletRequest request, int writer);
}
