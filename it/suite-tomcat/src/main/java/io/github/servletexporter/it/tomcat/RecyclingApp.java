package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolWrap;
import io.github.servletexporter.listener.container.detection.KnownContainers;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Application whose servlet stands in for the filter: it counts each worker's requests and closes
 * the connection when a worker is over its limit. Thread-safe.
 */
final class RecyclingApp implements ServletContainerInitializer {
  /** Path whose requests are counted. */
  static final String WORK = "/work";

  private final int limit;
  private final int jitter;
  private final Map<Thread, Worker> workers = new ConcurrentHashMap<>();
  private @Nullable ContainerAdapter adapter;
  private @Nullable PoolWrap wrap;

  /**
   * Creates an application.
   *
   * @param limit the number of requests after which a worker ends
   * @param jitter the maximum that is added to the limit
   */
  RecyclingApp(int limit, int jitter) {
    this.limit = limit;
    this.jitter = jitter;
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    context.addServlet("work", new Work()).addMapping(WORK);
    context.addListener(new Lifetime());
  }

  ContainerAdapter adapter() {
    return Objects.requireNonNull(adapter);
  }

  PoolWrap wrap() {
    return Objects.requireNonNull(wrap);
  }

  Collection<Worker> workers() {
    return workers.values();
  }

  long served() {
    return workers.values().stream().mapToLong(worker -> worker.served).sum();
  }

  long retired() {
    return workers.values().stream().filter(worker -> !worker.thread.isAlive()).count();
  }

  private boolean isDue() {
    Worker worker = workers.get(Thread.currentThread());
    return worker != null && worker.isSpent();
  }

  /** Thread that has served requests; only the thread itself writes to it. */
  static final class Worker {
    private final Thread thread = Thread.currentThread();
    private final int limit;
    private volatile int served;

    private Worker(int limit) {
      this.limit = limit;
    }

    Thread thread() {
      return thread;
    }

    /** Returns by how many requests the worker is over its limit. */
    int overshoot() {
      return served - limit;
    }

    private boolean isSpent() {
      return served >= limit;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void count() {
      served++;
    }
  }

  private final class Work extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Worker worker = workers.get(Thread.currentThread());
      if (worker == null) {
        worker = new Worker(limit + ThreadLocalRandom.current().nextInt(jitter + 1));
        workers.put(worker.thread, worker);
        wrap().install();
      }
      if (worker.isSpent() && request.getProtocol().startsWith("HTTP/1")) {
        response.setHeader("Connection", "close");
      }
      worker.count();
      response.getWriter().print("done");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      doGet(request, response);
    }
  }

  private final class Lifetime implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServletContext context = event.getServletContext();
      ContainerAdapter located = KnownContainers.detect(context, WebApps.of(context));
      adapter = located;
      wrap = located.wrap(RecyclingApp.this::isDue);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      wrap().close();
      adapter().close();
    }
  }
}
