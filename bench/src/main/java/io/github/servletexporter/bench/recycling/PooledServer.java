package io.github.servletexporter.bench.recycling;

/** A running server on a thread pool of a given size. */
public interface PooledServer {

  /** Returns the port that it listens on, on this machine only. */
  int port();

  /**
   * Stops it for good.
   *
   * @throws Exception if it does not stop
   */
  void stop() throws Exception;
}
