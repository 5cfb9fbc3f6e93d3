package io.github.servletexporter.container.load;

/** Running container whose requests run on a recycling pool. */
public interface PoolServer {

  int port();

  /** Returns the number of threads of the pool that can serve requests. */
  int workers();

  /** Returns the present maximum of these threads. */
  int maxWorkers();

  /** Changes the configured maximum. */
  void setMaxWorkers(int workers);

  /** Submits a task that is not a request to the pool. */
  void execute(Runnable task);

  void stop() throws Exception;

  void start() throws Exception;

  /** Stops the container finally. */
  void destroy() throws Exception;
}
