package io.github.servletexporter.listener.container;

/** Watch of the start of a web application, which reports to a {@link StartListener}. */
public interface StartWatch extends AutoCloseable {

  /** Notifies the watch that the context listener of servlet-exporter has returned. */
  default void listenerCalled() {}

  /** Removes the watch from the container. Further calls have no effect. */
  @Override
  void close();
}
