package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Takes one step when the request times out. */
final class TimeoutListener implements AsyncListener {
  private final AsyncStep step;

  TimeoutListener(AsyncStep step) {
    this.step = step;
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    step.take(event.getAsyncContext());
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
