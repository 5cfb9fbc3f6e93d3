package io.github.servletexporter.listener.container.tomcat;

import java.util.concurrent.Executor;
import java.util.function.Function;

/** Wrap in plain Java, which calls the pool from a method of ours. */
public final class ThrowawayNaiveWrap implements Function<Executor, Executor> {

  @Override
  public Executor apply(Executor pool) {
    return job ->
        pool.execute(
            () -> {
              job.run();
              throw WorkerRetired.quietly();
            });
  }
}
