package io.github.servletexporter.it.standalone.app;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.TimeUnit;

/** Listener that works for a while between the last filter and the response of a POST. */
public final class LateListener implements ServletRequestListener {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (((HttpServletRequest) event.getServletRequest()).getMethod().equals("POST")) {
      long startNanos = System.nanoTime();
      while (System.nanoTime() - startNanos < NANOS) {
        Thread.onSpinWait();
      }
    }
  }
}
