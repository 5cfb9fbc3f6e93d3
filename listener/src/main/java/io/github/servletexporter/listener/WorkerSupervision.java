package io.github.servletexporter.listener;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.guard.QueueDeadline;
import io.github.servletexporter.filter.guard.TrustedProxies;
import io.github.servletexporter.filter.request.ExceptionListener;
import io.github.servletexporter.filter.request.Supervision;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.Recycling;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.hook.LifecycleHooks;
import io.github.servletexporter.listener.watchdog.StuckRequestMetrics;
import io.github.servletexporter.listener.worker.ContainerPools;
import io.github.servletexporter.listener.worker.RetirementSchedule;
import io.github.servletexporter.listener.worker.WorkerRecycler;
import io.github.servletexporter.listener.worker.WorkerUsage;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Supervision of workers as far as the filter needs it: their pools and limits, and the listeners
 * to their events. {@link WorkerWatch} is the other half, which looks for stuck requests and ended
 * workers.
 */
final class WorkerSupervision implements AutoCloseable {

  private final ContainerAdapter container;
  private final ContainerPools pools;
  private final WorkerUsage usage = new WorkerUsage();
  private final WorkerRecycler recycler;
  private final StuckRequestMetrics stuckRequests;
  private final Supervision forFilter;

  WorkerSupervision(
      ContainerAdapter container,
      WebApp webApp,
      Config config,
      LifecycleHooks hooks,
      ExceptionListener exceptions) {
    HookEvents events = new HookEvents(hooks);
    this.container = container;
    this.pools = new ContainerPools(container, config.get(ConfigKey.RECYCLING) == Recycling.WRAP);
    this.recycler = new WorkerRecycler(webApp, schedule(config), pools, usage, events);
    this.stuckRequests = new StuckRequestMetrics(events);
    this.forFilter =
        new Supervision(
            recycler,
            config.get(ConfigKey.CLOSE_ON_OVERSHOOT),
            deadline(config),
            events,
            exceptions);
  }

  /** Returns the part that the filter uses. */
  Supervision forFilter() {
    return forFilter;
  }

  ContainerAdapter container() {
    return container;
  }

  ContainerPools pools() {
    return pools;
  }

  WorkerRecycler recycler() {
    return recycler;
  }

  WorkerUsage usage() {
    return usage;
  }

  StuckRequestMetrics stuckRequests() {
    return stuckRequests;
  }

  /** Restores the container's pools. Further calls have no effect. */
  @Override
  public void close() {
    pools.close();
  }

  private static RetirementSchedule schedule(Config config) {
    Config limits = config.get(ConfigKey.RECYCLING) == Recycling.OFF ? Config.defaults() : config;
    return new RetirementSchedule(
        limits.get(ConfigKey.MAX_REQUESTS),
        limits.get(ConfigKey.MAX_REQUESTS_JITTER),
        limits.get(ConfigKey.MAX_LIFETIME),
        limits.get(ConfigKey.MAX_LIFETIME_JITTER),
        () -> ThreadLocalRandom.current().nextLong());
  }

  private static QueueDeadline deadline(Config config) {
    return new QueueDeadline(
        TrustedProxies.of(config.get(ConfigKey.TRUSTED_PROXIES)),
        config.get(ConfigKey.QUEUE_DEADLINE),
        config.get(ConfigKey.QUEUE_ACTION),
        InstantSource.system());
  }
}
