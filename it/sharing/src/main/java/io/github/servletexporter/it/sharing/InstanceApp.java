package io.github.servletexporter.it.sharing;

import io.github.servletexporter.listener.ServletExporter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Application that runs in a JVM of its own and prints its port. */
public final class InstanceApp {

  /** Path that is answered with 200. */
  public static final String WORK = "/work";

  /** Path that is answered with 500. */
  public static final String FAILING = "/failing";

  static final String SERVES = "serves on port ";

  private static final int MAX_THREADS = 12;

  private InstanceApp() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments port that other instances may share; none for a free port
   * @throws Exception if Jetty cannot start
   */
  public static void main(String[] arguments) throws Exception {
    serve(new ServletContextHandler(), arguments);
  }

  /** Serves in a context that may have attributes, until the process ends. */
  static void serve(ServletContextHandler context, String... arguments) throws Exception {
    Server server = new Server(new QueuedThreadPool(MAX_THREADS));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    if (arguments.length > 0) {
      connector.setReusePort(true);
      connector.setPort(Integer.parseInt(arguments[0]));
    }
    server.addConnector(connector);
    context.addServletContainerInitializer(new ServletExporter());
    context.addServlet(new ServletHolder(new Working()), WORK);
    context.addServlet(new ServletHolder(new Failing()), FAILING);
    server.setHandler(context);
    server.setStopAtShutdown(true);
    server.start();
    System.out.println(SERVES + connector.getLocalPort());
    server.join();
  }

  private static final class Working extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("done");
    }
  }

  private static final class Failing extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException {
      throw new ServletException("on purpose");
    }
  }
}
