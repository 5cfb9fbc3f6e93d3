package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.load.App;
import io.github.servletexporter.container.load.FilterPart;
import io.github.servletexporter.container.load.PoolServer;
import io.github.servletexporter.container.load.PoolSettings;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Embedded Jetty. */
final class JettyServer implements PoolServer {

  /** Number of threads that Jetty itself uses: an acceptor and a selector. */
  private static final int OWN_THREADS = 2;

  private final RecyclingThreadPool pool;
  private final Server server;
  private final ServerConnector connector;

  JettyServer(PoolSettings settings, FilterPart filter, App app) throws Exception {
    pool =
        new RecyclingThreadPool(
            settings.maxWorkers() + OWN_THREADS,
            settings.minWorkers() + OWN_THREADS,
            settings.rule(),
            settings.starter());
    pool.setName("recycling");
    server = new Server(pool);
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new AppHandler(filter, app));
    server.start();
  }

  private static final class AppHandler extends Handler.Abstract {
    private final FilterPart filter;
    private final App app;

    AppHandler(FilterPart filter, App app) {
      this.filter = filter;
      this.app = app;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (filter.startsOverLimit()) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      try {
        app.serve(Request.getPathInContext(request));
        Content.Sink.write(response, true, "ok", callback);
      } finally {
        filter.end();
      }
      return true;
    }
  }

  RecyclingThreadPool pool() {
    return pool;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public int workers() {
    return pool.getThreads() - OWN_THREADS;
  }

  @Override
  public int maxWorkers() {
    return pool.getMaxThreads() - OWN_THREADS;
  }

  @Override
  public void setMaxWorkers(int workers) {
    pool.setMaxThreads(workers + OWN_THREADS);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  @Override
  public void stop() throws Exception {
    server.stop();
  }

  @Override
  public void start() throws Exception {
    server.start();
  }

  @Override
  public void destroy() throws Exception {
    server.stop();
    server.destroy();
  }
}
