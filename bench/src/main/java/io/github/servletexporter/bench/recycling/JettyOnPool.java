package io.github.servletexporter.bench.recycling;

import io.github.servletexporter.container.jetty.RecyclingThreadPool;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An embedded Jetty that answers every request with two bytes. */
final class JettyOnPool implements PooledServer {

  /** An acceptor and a selector. */
  private static final int OWN_THREADS = 2;

  private final Server server;
  private final ServerConnector connector;

  private JettyOnPool(QueuedThreadPool pool, Counting counting) throws Exception {
    server = new Server(pool);
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Answer(counting));
    server.start();
  }

  /** Starts one on Jetty's own pool, as Jetty sets it up. */
  static PooledServer plain(int workers) throws Exception {
    int threads = workers + OWN_THREADS;
    return new JettyOnPool(new QueuedThreadPool(threads, threads), new Counting(false));
  }

  /** Starts one on the recycling pool. */
  static PooledServer recycling(int workers, int maxRequests) throws Exception {
    int threads = workers + OWN_THREADS;
    return new JettyOnPool(
        new RecyclingThreadPool(threads, threads, maxRequests, maxRequests / 10),
        new Counting(true));
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    server.stop();
  }

  private static final class Answer extends Handler.Abstract {
    private final Counting counting;

    Answer(Counting counting) {
      this.counting = counting;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (counting.isOverLimit()) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      Content.Sink.write(response, true, "ok", callback);
      counting.count();
      return true;
    }
  }
}
