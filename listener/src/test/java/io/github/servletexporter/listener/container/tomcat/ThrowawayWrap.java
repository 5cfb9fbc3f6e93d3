package io.github.servletexporter.listener.container.tomcat;

import java.util.concurrent.Executor;
import java.util.function.Function;

/** Wrap as in the product, which ends every worker after its job. */
public final class ThrowawayWrap implements Function<Executor, Executor> {

  @Override
  public Executor apply(Executor pool) {
    return TomcatExecutorProxy.of(pool, job -> new RetiringTask(job, () -> true));
  }
}
