package io.github.servletexporter.listener.pool;

import io.github.servletexporter.base.WebApp;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The container that the web application runs in: reads its pools and connectors, and tells when it
 * stops.
 *
 * <p>Thread-safe. No method but {@link #onStopping} throws, and none waits longer than the
 * container's own counters make it wait.
 */
public interface ContainerAdapter extends AutoCloseable {

  /** The label of threads that belong to no pool that is known. */
  String OTHER = "other";

  /**
   * Finds the container of a web application.
   *
   * @param context the context, while it starts or later
   * @param webApp names the web application in log lines
   * @return the adapter; for an unknown container one that says so and has no pools
   */
  static ContainerAdapter locate(ServletContext context, WebApp webApp) {
    return ContainerLocator.locate(context, webApp);
  }

  /** Returns {@code tomcat}, {@code jetty} or {@code unknown}. */
  String name();

  /** Returns the container's version, empty when it is unknown. */
  String version();

  /**
   * Reads the pools of the web application's server, as many as there are now. A pool that can't be
   * read has its label only.
   */
  List<PoolSnapshot> pools();

  /** Reads the connectors of the web application's server, as many as there are now. */
  List<ConnectorSnapshot> connectors();

  /**
   * Returns the label of the pool that a worker belongs to, by the thread's name and kind, or
   * {@link #OTHER}.
   *
   * @param thread a thread that serves requests
   */
  String poolOf(Thread thread);

  /**
   * Returns the label of the pool that the container calls by a name, or null when this server has
   * no such pool.
   *
   * @param name the name of the pool's MBean or thread pool object
   */
  @Nullable String poolNamed(String name);

  /**
   * Registers what is to be done before the container stops the web application, by itself or with
   * the server. The container goes on stopping when it returns.
   *
   * @param drain run once, on the thread that stops the container
   * @throws IllegalStateException if there is one already
   */
  void onStopping(Runnable drain);

  /**
   * Returns what makes the container's own pools end workers, not installed yet; one that does
   * nothing where that can't be done. The caller closes it before the adapter.
   *
   * @param currentWorkerIsDue asked on a worker after each of its jobs; must be quick and throw
   *     nothing
   */
  default PoolWrap wrap(BooleanSupplier currentWorkerIsDue) {
    return PoolWrap.none();
  }

  /** Removes everything of ours from the container. May be repeated. */
  @Override
  void close();
}
