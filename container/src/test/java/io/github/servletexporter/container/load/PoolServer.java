package io.github.servletexporter.container.load;

/** A running container whose requests run on a recycling pool. */
public interface PoolServer {

  int port();

  /** Threads of the pool that can serve requests. */
  int workers();

  /** The most of them that there may be now. */
  int maxWorkers();

  /** Changes what the user configured. */
  void setMaxWorkers(int workers);

  /** Gives the pool a task that is no request. */
  void execute(Runnable task);

  void stop() throws Exception;

  void start() throws Exception;

  /** Stops it for good. */
  void destroy() throws Exception;
}
