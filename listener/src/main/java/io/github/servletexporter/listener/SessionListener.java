package io.github.servletexporter.listener;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Listener that counts sessions. It is registered before there is a runtime, and may be called
 * after its end; then it does nothing. Throws nothing.
 */
final class SessionListener implements HttpSessionListener {

  @Override
  public void sessionCreated(HttpSessionEvent event) {
    MetricsRuntime runtime = MetricsRuntime.of(event.getSession().getServletContext());
    if (runtime != null) {
      runtime.sessions().created();
    }
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    MetricsRuntime runtime = MetricsRuntime.of(event.getSession().getServletContext());
    if (runtime != null) {
      runtime.sessions().ended(event.getSession());
    }
  }
}
