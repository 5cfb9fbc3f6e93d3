package io.github.servletexporter.it.pool;

import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.detection.KnownContainers;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Application whose requests to {@value #HOLD} last until they are released, with the adapter of
 * its container. Thread-safe.
 */
public final class HoldingApp implements ServletContainerInitializer {
  /** Path whose requests are held. */
  public static final String HOLD = "/hold";

  /** Path whose requests are answered immediately. */
  public static final String OK = "/ok";

  private static final long MAX_HOLD_SECONDS = 20;

  private final AtomicInteger entered = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
  private final @Nullable Runnable drain;
  private volatile @Nullable ContainerAdapter adapter;

  /** Creates an application that does nothing when it stops. */
  public HoldingApp() {
    this(null);
  }

  /**
   * Creates an application.
   *
   * @param drain the drain to run before the application stops, or null
   */
  public HoldingApp(@Nullable Runnable drain) {
    this.drain = drain;
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    add(context, HOLD, new Hold());
    add(context, OK, new Ok());
    context.addListener(new Lifetime());
  }

  /** Adds a servlet unless a restarted context has kept it. */
  private static void add(ServletContext context, String path, HttpServlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(path, servlet);
    if (registration != null) {
      registration.addMapping(path);
    }
  }

  /**
   * Returns the container of this application.
   *
   * @return the adapter that was located while the application started
   */
  public ContainerAdapter adapter() {
    return Objects.requireNonNull(adapter, "the application has not started");
  }

  /**
   * Returns the threads that have served the held requests.
   *
   * @return a copy
   */
  public Set<Thread> workers() {
    return Set.copyOf(workers);
  }

  /**
   * Waits until a number of requests have reached the application.
   *
   * @param requests how many, since the start
   */
  public void awaitHeld(int requests) {
    Awaitility.await("held requests")
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> entered.get() >= requests);
  }

  /** Releases every held request, and those that arrive later. */
  public void release() {
    released.countDown();
  }

  /**
   * Listener that tolerates being registered twice: a restarted embedded context keeps the old one.
   */
  private final class Lifetime implements ServletContextListener {
    private static final String STARTED = "holding";

    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServletContext context = event.getServletContext();
      if (context.getAttribute(STARTED) != null) {
        return;
      }
      context.setAttribute(STARTED, true);
      ContainerAdapter located = KnownContainers.detect(context, WebApps.of(context));
      if (drain != null) {
        located.onStopping(drain);
      }
      adapter = located;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      adapter().close();
    }
  }

  private final class Hold extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      workers.add(Thread.currentThread());
      entered.incrementAndGet();
      try {
        if (!released.await(MAX_HOLD_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("timeout of a held request");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      response.getWriter().print("released");
    }
  }

  private static final class Ok extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("ok");
    }
  }
}
