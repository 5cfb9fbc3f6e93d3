package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Turns an error of an asynchronous request into a 502 and completes it. */
final class ErrorListener implements AsyncListener {
  private final HttpServletResponse response;

  ErrorListener(HttpServletResponse response) {
    this.response = response;
  }

  @Override
  public void onError(AsyncEvent event) {
    response.setStatus(502);
    event.getAsyncContext().complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
