package io.github.servletexporter.listener.server;

import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.Peer;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Threads of the metrics port that answer requests. They start with the first requests and end when
 * they are idle. Each connection has one job at most, so the number of connections limits the
 * queue. Thread-safe.
 */
final class Responders implements Executor, AutoCloseable {

  static final int THREADS = 8;

  private final Endpoint endpoint;
  private final Consumer<Throwable> onFailure;
  private final ThreadPoolExecutor threads;

  /**
   * Creates a pool; starts no thread.
   *
   * @param endpoint answers all requests
   * @param onFailure receives each exception of the endpoint; must not throw
   */
  Responders(
      Endpoint endpoint, Consumer<Throwable> onFailure, ThreadFactory factory, Duration idle) {
    this.endpoint = endpoint;
    this.onFailure = onFailure;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            idle.toNanos(),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            factory);
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable job) {
    threads.execute(job);
  }

  /** Returns the response to a request: that of the endpoint, or 500 if it fails. */
  Response answer(RequestHead head, Peer peer) {
    PortExchange exchange = new PortExchange(head, peer);
    try {
      endpoint.handle(exchange);
    } catch (InterruptedIOException aborted) {
      exchange.fail(); // the client has left, or the port is closed
    } catch (Throwable failure) {
      onFailure.accept(failure);
      exchange.fail();
    }
    return exchange.response();
  }

  /** Interrupts and ends the threads, for whose end the caller has to wait. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
