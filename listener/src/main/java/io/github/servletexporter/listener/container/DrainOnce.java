package io.github.servletexporter.listener.container;

import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Action, or part of one, that runs once before the container stops the web application. If a
 * second thread stops the same application, it waits until the action has ended on the first.
 *
 * <p>Thread-safe.
 */
public final class DrainOnce {

  private static final Logger LOGGER = System.getLogger(DrainOnce.class.getName());

  private final WebApp webApp;
  private final FutureTask<Void> task;

  /** Creates the action of a web application. */
  public DrainOnce(WebApp webApp, Runnable drain) {
    this.webApp = webApp;
    this.task = new FutureTask<>(drain, null);
  }

  /** Returns whether the action has ended. */
  public boolean isDone() {
    return task.isDone();
  }

  /** Returns when the action has ended, on whichever thread. */
  public void run() {
    task.run();
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOGGER.log(
          Level.WARNING,
          webApp + ": drain failed; requests in flight may be cut off",
          LoggedFailure.of(e.getCause() == null ? e : e.getCause()));
    }
  }
}
