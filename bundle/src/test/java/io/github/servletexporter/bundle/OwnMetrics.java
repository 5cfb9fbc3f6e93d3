package io.github.servletexporter.bundle;

import io.prometheus.metrics.core.metrics.Counter;
import java.util.concurrent.Callable;

/**
 * Application that registers metrics with its own client_java, one of them under a reserved name.
 */
public final class OwnMetrics implements Callable<Void> {

  @Override
  public Void call() {
    Counter.builder().name("own_orders_total").withoutExemplars().register().inc(2);
    Counter.builder().name("http_server_exceptions_total").withoutExemplars().register().inc();
    return null;
  }
}
