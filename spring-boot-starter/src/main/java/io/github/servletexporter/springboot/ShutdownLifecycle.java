package io.github.servletexporter.springboot;

import org.springframework.context.SmartLifecycle;

/**
 * First part of the application that Spring stops: before the server that Spring Boot has started
 * accepts no more connections, and before any bean is destroyed. Thread-safe.
 */
final class ShutdownLifecycle implements SmartLifecycle {

  private final Runnable shutdown;
  private volatile boolean running;

  /**
   * Creates the part.
   *
   * @param shutdown returns when the application has drained
   */
  ShutdownLifecycle(Runnable shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    shutdown.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Returns the highest phase, which Spring stops first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
