package io.github.servletexporter.listener.container.tomcat;

import io.github.servletexporter.base.JvmOwner;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.PoolWrap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

/**
 * Wrap of the executors of a Tomcat service's connectors: a worker that is due ends after its
 * current job, and Tomcat starts another one in its place.
 *
 * <p>While a connector is wrapped, Tomcat treats its pool as a shared one: the MBean shows -1 as
 * the maximum number of threads, a changed maximum does not reach the pool, the pool outlives the
 * stop of its connector, and Tomcat does not renew the pool's threads when another application
 * stops. {@link #close()} restores the normal behaviour.
 */
final class TomcatPoolWrap implements PoolWrap {

  private static final Logger LOGGER = System.getLogger(TomcatPoolWrap.class.getName());
  private static final String OWNER = "io.github.servletexporter.pool-wrap-owner";

  private final Service service;
  private final WebApp webApp;
  private final BooleanSupplier due;
  private final Function<Object, @Nullable String> labels;
  private final JvmOwner owner;
  private final ReentrantLock changing = new ReentrantLock();
  private final List<TomcatWrappedConnector> connectors = new ArrayList<>();
  private volatile Set<String> pools = Set.of();
  private volatile boolean closed;

  /**
   * Creates a wrap that is not installed yet.
   *
   * @param due called on a worker after each of its jobs
   * @param labels returns the label of an executor
   */
  TomcatPoolWrap(
      Service service,
      WebApp webApp,
      BooleanSupplier due,
      Function<Object, @Nullable String> labels) {
    this.service = service;
    this.webApp = webApp;
    this.due = due;
    this.labels = labels;
    this.owner = new JvmOwner(OWNER, webApp.contextPath());
  }

  /**
   * Waits while another thread installs the wrap: on return {@link #pools()} contains the caller's
   * pool if it can be wrapped.
   */
  @Override
  public void install() {
    List<String> wrapped = List.of();
    changing.lock();
    try {
      if (!closed && owner.claim()) {
        wrapped = wrapNew();
      }
    } catch (RuntimeException | LinkageError e) {
      LOGGER.log(Level.DEBUG, webApp + ": cannot wrap Tomcat's connectors", LoggedFailure.of(e));
    } finally {
      changing.unlock();
    }
    if (!wrapped.isEmpty()) {
      LOGGER.log(
          Level.INFO,
          "{0}: recycling workers of Tomcat''s connectors {1}",
          webApp,
          LogText.escaped(wrapped.toString()));
    }
  }

  private List<String> wrapNew() {
    List<String> wrapped = new ArrayList<>();
    for (Connector connector : service.findConnectors()) {
      TomcatWrappedConnector added = TomcatWrappedConnector.wrap(connector, this::retiring);
      if (added != null) {
        connectors.add(added);
        wrapped.add(TomcatConnectors.name(connector));
        pools = labels();
      }
    }
    return wrapped;
  }

  private Set<String> labels() {
    Set<String> found = new HashSet<>();
    for (TomcatWrappedConnector connector : connectors) {
      String label = labels.apply(connector.delegate());
      if (label != null) {
        found.add(label);
      }
    }
    return Set.copyOf(found);
  }

  private Runnable retiring(Runnable job) {
    return closed ? job : new RetiringTask(job, this::isDue);
  }

  private boolean isDue() {
    return !closed && due.getAsBoolean();
  }

  @Override
  public Set<String> pools() {
    return pools;
  }

  @Override
  public void close() {
    closed = true;
    changing.lock();
    try {
      connectors.forEach(this::restore);
      connectors.clear();
      pools = Set.of();
    } finally {
      owner.release();
      changing.unlock();
    }
  }

  private void restore(TomcatWrappedConnector connector) {
    try {
      connector.restore();
    } catch (RuntimeException | LinkageError e) {
      LOGGER.log(
          Level.WARNING,
          webApp
              + ": cannot restore the thread pool of a Tomcat connector; it keeps the application"
              + " in memory",
          LoggedFailure.of(e));
    }
  }
}
