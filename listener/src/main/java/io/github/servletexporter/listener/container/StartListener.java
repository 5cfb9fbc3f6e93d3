package io.github.servletexporter.listener.container;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Listener to the start of a web application, called on the thread that starts it. */
public interface StartListener {

  /**
   * Called for each component that failed with an exception.
   *
   * @param component the component as it is named in log lines
   * @param failure the exception
   */
  void failed(String component, Throwable failure);

  /**
   * Called for each component that did not start for an unknown reason.
   *
   * @param component the component as it is named in log lines
   * @param className the component's class; null or empty if it is unknown
   */
  void notStarted(String component, @Nullable String className);

  /**
   * Called when the application runs, even if some of its components have failed.
   *
   * @param registrations reads the application's filters and servlets
   */
  void started(Callable<Registrations> registrations);

  /** Called when the container has given up the start. */
  void gaveUp();

  /** Called when failures may remain undetected because the container behaves unexpectedly. */
  void unwatched(Throwable reason);

  /** Returns whether a failure of any component has been reported. */
  boolean isFailed();

  /** Returns whether a failure of this component has been reported. */
  boolean isFailed(String component);

  /** Returns the exception that aborts the start of an application in which something failed. */
  RuntimeException startFailure();
}
