package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.worker.WorkerObserver;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.Recycling;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.hook.dispatch.WorkerEvents;
import java.time.InstantSource;

/**
 * First half of the supervision of workers: the part that the filter needs before the first worker
 * arrives, that is the pools of workers and their limits. {@link WorkerWatch} is the second half,
 * which examines the running workers.
 */
public final class WorkerSupervision implements AutoCloseable {

  private final WebApp webApp;
  private final Config config;
  private final ContainerAdapter container;
  private final ContainerPools pools;
  private final Recycler recycler;
  private final StuckRequestMetrics stuckRequests;
  private final SlowRequests slowRequests;

  /**
   * Creates the supervision of the workers of a web application.
   *
   * @param webApp web application
   * @param config configuration
   * @param container container whose threads are the workers
   * @param hooks receives the events of workers
   */
  public WorkerSupervision(
      WebApp webApp, Config config, ContainerAdapter container, WorkerEvents hooks) {
    this.webApp = webApp;
    this.config = config;
    this.container = container;
    this.pools = new ContainerPools(container, config.get(ConfigKey.RECYCLING) == Recycling.WRAP);
    this.recycler = new Recycler(webApp, RetirementSchedule.of(config), pools, hooks);
    this.stuckRequests = new StuckRequestMetrics(hooks);
    this.slowRequests =
        new SlowRequests(
            config.get(ConfigKey.SLOW_REQUEST),
            config.get(ConfigKey.MAX_SERIES),
            Ticker.system(),
            InstantSource.system());
  }

  /** Returns the observer that the filter notifies of workers. */
  public WorkerObserver observer() {
    return recycler;
  }

  /** Returns the counter and the table of slow requests, which the filter reports to. */
  public SlowRequests slowRequests() {
    return slowRequests;
  }

  WebApp webApp() {
    return webApp;
  }

  Config config() {
    return config;
  }

  ContainerAdapter container() {
    return container;
  }

  ContainerPools pools() {
    return pools;
  }

  Recycler recycler() {
    return recycler;
  }

  StuckRequestMetrics stuckRequests() {
    return stuckRequests;
  }

  /** Restores the container's pools. Further calls have no effect. */
  @Override
  public void close() {
    pools.close();
  }
}
