package io.github.servletexporter.example;

import io.github.servletexporter.container.jetty.RecyclingThreadPool;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.boot.BootStage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Example of an embedded Jetty with servlet-exporter.
 *
 * <p>Two lines are specific to servlet-exporter: the server uses a {@link RecyclingThreadPool}
 * instead of Jetty's pool, which is optional, and the context gets a {@link ServletExporter}. All
 * settings come from the usual sources, for example {@code -Dservlet-exporter.sizes=counted}.
 */
public final class ExampleApp implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(ExampleApp.class.getName());
  private static final String TRAFFIC = "--traffic";
  private static final String DEMO = "--demo";
  private static final String INCIDENT = "--incident";
  private static final String PORT = "--port=";
  private static final String BROKEN = "--broken=";
  private static final String PROMETHEUS_PORT = "--prometheus-port=";
  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_METRICS_PORT = 9404;
  private static final int DEFAULT_PROMETHEUS_PORT = 9090;

  private static final int MAX_THREADS = 24;
  private static final int MIN_THREADS = 12;

  /** A small number, so that the recycling of workers is visible. */
  private static final int MAX_REQUESTS = 200;

  private static final int MAX_REQUESTS_JITTER = 50;

  private final Server server =
      new Server(
          new RecyclingThreadPool(MAX_THREADS, MIN_THREADS, MAX_REQUESTS, MAX_REQUESTS_JITTER));
  private final ServerConnector connector = new ServerConnector(server);
  private final ServletContextHandler context = new ServletContextHandler();
  private final ExecutorService executor = Executors.newFixedThreadPool(4);

  private ExampleApp(int port) {
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    context.addServletContainerInitializer(new ServletExporter());
    add(new ServletHolder(new ExampleServlets.Fast()), "/fast");
    add(new ServletHolder(new ExampleServlets.Slow()), "/slow");
    add(new ServletHolder(new ExampleServlets.Failing()), "/failing");
    add(new ServletHolder(new ExampleServlets.Async(executor)), "/async");
    add(new ServletHolder(new ExampleServlets.Upload()), "/upload");
    add(new ServletHolder(new ExampleServlets.Stream()), "/stream");
    add(new ServletHolder(new IncidentServlets.Dependency()), "/dependency");
    add(new ServletHolder(new IncidentServlets.BrokenRelease()), "/broken-release");
    add(new ServletHolder(new IncidentServlets.User()), "/user");
    server.setHandler(context);
  }

  /**
   * Starts the example and runs until the process ends. The exit status is 3 if the application
   * fails to boot, and 4 if it fails because a class is missing.
   *
   * @param arguments {@code --traffic} to generate requests, {@code --demo} to start a Prometheus
   *     as well if one is installed, {@code --incident} to play through what the alerts are for,
   *     {@code --port=N} for another port than 8080 or 0 for any free port, {@code
   *     --prometheus-port=N} for another port than 9090, {@code --broken=init} or {@code
   *     --broken=load} to fail at boot
   * @throws Exception if Jetty cannot start
   */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    try (ExampleApp app = startOrExit(options)) {
      if (options.contains(DEMO) || options.contains(INCIDENT)) {
        app.demonstrate(options);
        return;
      }
      ExampleTraffic traffic = options.contains(TRAFFIC) ? ExampleTraffic.start(app.url()) : null;
      LOGGER.log(
          Level.INFO,
          "Try {0}/fast /slow /failing /async /stream, and POST /upload. Metrics: {0}/metrics{1}",
          app.url(),
          traffic == null ? "" : " (with generated traffic)");
      app.server.join();
      if (traffic != null) {
        traffic.close();
      }
    }
  }

  /**
   * Starts the example.
   *
   * @param port the port, 0 for any free port
   * @throws Exception if Jetty cannot start
   */
  static ExampleApp start(int port) throws Exception {
    ExampleApp app = new ExampleApp(port);
    app.server.start();
    return app;
  }

  private void demonstrate(List<String> options) throws IOException, InterruptedException {
    boolean incident = options.contains(INCIDENT);
    int metricsPort = Integer.getInteger("servlet-exporter.port", DEFAULT_METRICS_PORT);
    int prometheusPort = number(options, PROMETHEUS_PORT, DEFAULT_PROMETHEUS_PORT);
    Demo demo = Demo.start(System.out, url(), metricsPort, prometheusPort);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
    ExampleTraffic traffic =
        incident ? ExampleTraffic.startCalm(url()) : ExampleTraffic.start(url());
    try {
      if (incident) {
        demo.playIncidents();
      }
      System.out.printf("%nRequests go on until Ctrl-C.%n");
      server.join();
    } finally {
      traffic.close();
      demo.close();
    }
  }

  private static ExampleApp startOrExit(List<String> options) throws Exception {
    ExampleApp app = new ExampleApp(number(options, PORT, DEFAULT_PORT));
    app.addBrokenServlet(options);
    try {
      app.server.start();
      return app;
    } catch (Exception | LinkageError e) {
      if (app.context.isFailed()) {
        System.exit(BootFailure.exitStatus(e));
      }
      app.close();
      throw e;
    }
  }

  private void addBrokenServlet(List<String> options) {
    if (options.contains(BROKEN + BootStage.INIT.label())) {
      add(new ServletHolder("broken", new ExampleServlets.Broken()), "/broken");
    } else if (options.contains(BROKEN + BootStage.LOAD.label())) {
      ServletHolder holder = new ServletHolder();
      holder.setName("broken");
      holder.setClassName("com.example.Absent");
      add(holder, "/broken");
    }
  }

  /** Returns the base URL without a trailing slash. */
  String url() {
    return "http://127.0.0.1:" + connector.getLocalPort();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    executor.shutdownNow();
  }

  private void add(ServletHolder holder, String path) {
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
  }

  private static int number(List<String> options, String name, int preset) {
    return options.stream()
        .filter(option -> option.startsWith(name))
        .map(option -> Integer.valueOf(option.substring(name.length())))
        .findFirst()
        .orElse(preset);
  }
}
