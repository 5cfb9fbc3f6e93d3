package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.load.App;
import io.github.servletexporter.container.load.FilterPart;
import io.github.servletexporter.container.load.PoolServer;
import io.github.servletexporter.container.load.PoolSettings;
import io.github.servletexporter.container.worker.RetirementRule;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcat. */
final class TomcatServer implements PoolServer {

  private final Tomcat tomcat = new Tomcat();
  private final RecyclingExecutor executor;
  private final Path directory = Files.createTempDirectory("tomcat");

  TomcatServer(PoolSettings settings, FilterPart filter, App app) throws Exception {
    RetirementRule rule = settings.rule();
    executor = new RecyclingExecutor(settings.starter());
    executor.setMaxThreads(settings.maxWorkers());
    executor.setMinSpareThreads(settings.minWorkers());
    executor.setMaxRequests(rule.maxRequests());
    executor.setMaxRequestsJitter(rule.maxRequestsJitter());
    executor.setMaxLifetimeSeconds(rule.maxLifetimeSeconds());
    executor.setMaxLifetimeJitterSeconds(rule.maxLifetimeJitterSeconds());
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    executor.install(tomcat.getService(), connector);
    Context context = tomcat.addContext("", directory.toString());
    context.addLifecycleListener(event -> configure(event, new AppServlet(filter, app)));
    tomcat.start();
  }

  /** Adds the servlet at each start, because a stop removes it. */
  private static void configure(LifecycleEvent event, AppServlet servlet) {
    if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
      Context context = (Context) event.getLifecycle();
      Tomcat.addServlet(context, "app", servlet);
      context.addServletMappingDecoded("/", "app");
    }
  }

  private static final class AppServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient FilterPart filter;
    private final transient App app;

    AppServlet(FilterPart filter, App app) {
      this.filter = filter;
      this.app = app;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (filter.startsOverLimit()) {
        response.setHeader("Connection", "close");
      }
      try {
        app.serve(request.getRequestURI());
        response.getOutputStream().print("ok");
      } finally {
        filter.end();
      }
    }
  }

  RecyclingExecutor executor() {
    return executor;
  }

  Tomcat tomcat() {
    return tomcat;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public int workers() {
    return executor.getPoolSize();
  }

  @Override
  public int maxWorkers() {
    return executor.getMaxThreads();
  }

  @Override
  public void setMaxWorkers(int workers) {
    executor.setMaxThreads(workers);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
  }

  @Override
  public void start() throws Exception {
    tomcat.start();
  }

  @Override
  public void destroy() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
