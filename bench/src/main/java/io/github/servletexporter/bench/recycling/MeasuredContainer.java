package io.github.servletexporter.bench.recycling;

/** The containers whose pools are compared. */
public enum MeasuredContainer {
  /** Jetty, {@code QueuedThreadPool} against {@code RecyclingThreadPool}. */
  JETTY("Jetty") {
    @Override
    public PooledServer plain(int workers) throws Exception {
      return JettyOnPool.plain(workers);
    }

    @Override
    public PooledServer recycling(int workers, int maxRequests) throws Exception {
      return JettyOnPool.recycling(workers, maxRequests);
    }
  },
  /** Tomcat, {@code StandardThreadExecutor} against {@code RecyclingExecutor}. */
  TOMCAT("Tomcat") {
    @Override
    public PooledServer plain(int workers) throws Exception {
      return TomcatOnPool.plain(workers);
    }

    @Override
    public PooledServer recycling(int workers, int maxRequests) throws Exception {
      return TomcatOnPool.recycling(workers, maxRequests);
    }
  };

  private final String label;

  MeasuredContainer(String label) {
    this.label = label;
  }

  /** Returns the name as a report writes it. */
  public String label() {
    return label;
  }

  /**
   * Starts a server on the container's own pool.
   *
   * @param workers threads for requests
   * @return the running server
   * @throws Exception if it does not start
   */
  public abstract PooledServer plain(int workers) throws Exception;

  /**
   * Starts a server on the recycling pool, with a jitter of a tenth.
   *
   * @param workers threads for requests
   * @param maxRequests requests after which a worker ends
   * @return the running server
   * @throws Exception if it does not start
   */
  public abstract PooledServer recycling(int workers, int maxRequests) throws Exception;
}
