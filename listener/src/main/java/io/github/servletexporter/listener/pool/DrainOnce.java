package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What is done before the container stops the web application, once: a second thread that stops the
 * same application waits until the first has done it.
 *
 * <p>Thread-safe.
 */
final class DrainOnce {

  private static final Logger LOGGER = System.getLogger(DrainOnce.class.getName());

  private final WebApp webApp;
  private final FutureTask<Void> task;

  DrainOnce(WebApp webApp, Runnable drain) {
    this.webApp = webApp;
    this.task = new FutureTask<>(drain, null);
  }

  /** Returns when it is done, by whichever thread. */
  void run() {
    task.run();
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOGGER.log(Level.WARNING, webApp + ": the drain failed", e.getCause());
    }
  }
}
