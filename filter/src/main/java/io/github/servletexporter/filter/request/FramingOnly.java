package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.guard.FramingGuard;
import io.github.servletexporter.filter.guard.Refusal;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.setting.FramingMode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Instrumentation that refuses requests with ambiguous framing and measures nothing. Thread-safe.
 */
final class FramingOnly implements Instrumentation {

  private final FramingGuard guard;
  private final InternalErrors errors;

  /**
   * Creates the instrumentation.
   *
   * @param mode any mode but {@link FramingMode#OFF}
   */
  FramingOnly(WebApp webApp, FramingMode mode) {
    RequestMeter unread = new RequestMeter(MeterConfig.defaults());
    this.errors = new InternalErrors(unread, Ticker.system(), webApp);
    this.guard = new FramingGuard(mode, unread, errors);
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.REQUEST || !refuses(request, response)) {
      chain.doFilter(request, response);
    }
  }

  private boolean refuses(HttpServletRequest request, HttpServletResponse response) {
    Refusal refusal = null;
    try {
      refusal = guard.inspect(request, 0);
      if (refusal != null) {
        refusal.write(request, response);
      }
    } catch (Throwable e) {
      errors.caught(Component.GUARD, e);
    }
    return refusal != null;
  }
}
