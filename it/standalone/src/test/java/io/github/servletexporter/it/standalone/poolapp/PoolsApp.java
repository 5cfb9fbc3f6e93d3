package io.github.servletexporter.it.standalone.poolapp;

import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolWrap;
import io.github.servletexporter.listener.container.detection.KnownContainers;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listener that uses the adapter in the same way as the jar's: reads the container's pools, ends a
 * worker after {@value #REQUESTS} requests, and lets the requests in flight finish before the
 * application stops.
 */
@WebListener
public final class PoolsApp implements ServletContextListener {
  static final int REQUESTS = 20;

  private static final int MAX_SECONDS = 20;

  private final Map<Thread, AtomicInteger> served = new ConcurrentHashMap<>();
  private final CountDownLatch draining = new CountDownLatch(1);
  private final Phaser inFlight = new Phaser(1);
  private ContainerAdapter container;
  private PoolWrap wrap;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    context.setAttribute(PoolsApp.class.getName(), this);
    container = KnownContainers.detect(context, WebApps.of(context));
    container.onStopping(this::drain);
    wrap = container.wrap(this::isDue);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    wrap.close();
    container.close();
  }

  static PoolsApp of(ServletContext context) {
    return (PoolsApp) context.getAttribute(PoolsApp.class.getName());
  }

  ContainerAdapter container() {
    return container;
  }

  PoolWrap wrap() {
    return wrap;
  }

  /** Counts a request of the calling worker and returns the number of requests it has served. */
  int count() {
    AtomicInteger counter = served.get(Thread.currentThread());
    if (counter == null) {
      counter = new AtomicInteger();
      served.put(Thread.currentThread(), counter);
      wrap.install();
    }
    return counter.incrementAndGet();
  }

  private boolean isDue() {
    AtomicInteger counter = served.get(Thread.currentThread());
    return counter != null && counter.get() >= REQUESTS;
  }

  /**
   * Returns the number of ended workers and the maximum number of requests that one of them has
   * served.
   */
  String retired() {
    int retired = 0;
    int most = 0;
    for (Map.Entry<Thread, AtomicInteger> worker : served.entrySet()) {
      if (!worker.getKey().isAlive()) {
        retired++;
        most = Math.max(most, worker.getValue().get());
      }
    }
    return "retired " + retired + " most " + most;
  }

  void enter() {
    inFlight.register();
  }

  /** Waits until the application begins to stop. */
  String awaitDrain() throws InterruptedException {
    return draining.await(MAX_SECONDS, TimeUnit.SECONDS) ? "drained" : "no drain";
  }

  void leave() {
    inFlight.arriveAndDeregister();
  }

  int held() {
    return inFlight.getRegisteredParties() - 1;
  }

  private void drain() {
    draining.countDown();
    try {
      inFlight.awaitAdvanceInterruptibly(inFlight.arrive(), MAX_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
