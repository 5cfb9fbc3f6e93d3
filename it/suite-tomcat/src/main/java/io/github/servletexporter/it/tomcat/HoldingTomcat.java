package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.pool.HeldRequests;
import io.github.servletexporter.it.pool.HoldingApp;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolSnapshot;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.management.ObjectName;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.http.fileupload.FileUtils;

/** Embedded Tomcat with a {@link HoldingApp} at the root. */
final class HoldingTomcat implements AutoCloseable {
  private final Tomcat tomcat = new Tomcat();
  private final Path directory;
  private final HoldingApp app;
  private final List<Executor> executors = new ArrayList<>();

  private HoldingTomcat(Path directory, HoldingApp app) {
    this.directory = directory;
    this.app = app;
  }

  static HoldingTomcat start() throws Exception {
    return start(tomcat -> {});
  }

  /**
   * Starts a server.
   *
   * @param setup adds connectors and executors; without any the server has one connector
   */
  static HoldingTomcat start(Consumer<Tomcat> setup) throws Exception {
    return start(new HoldingApp(), setup);
  }

  static HoldingTomcat start(HoldingApp app, Consumer<Tomcat> setup) throws Exception {
    HoldingTomcat server = new HoldingTomcat(Files.createTempDirectory("tomcat"), app);
    server.tomcat.setBaseDir(server.directory.toString());
    setup.accept(server.tomcat);
    if (server.tomcat.getService().findConnectors().length == 0) {
      server.tomcat.setConnector(connector(Connector::new, connector -> {}));
    }
    server.add("", app);
    try {
      server.tomcat.start();
      for (Connector connector : server.tomcat.getService().findConnectors()) {
        server.executors.add(connector.getProtocolHandler().getExecutor());
      }
    } catch (LifecycleException | RuntimeException e) {
      server.tomcat.destroy();
      throw e;
    }
    return server;
  }

  /** Returns a connector on the loopback interface, with a free port by default. */
  static Connector connector(Consumer<Connector> setup) {
    return connector(Connector::new, setup);
  }

  static Connector ajp() {
    return connector(
        () -> new Connector("AJP/1.3"),
        connector -> connector.setProperty("secretRequired", "false"));
  }

  static Connector nio2() {
    return connector(
        () -> new Connector("org.apache.coyote.http11.Http11Nio2Protocol"), connector -> {});
  }

  private static Connector connector(
      java.util.function.Supplier<Connector> kind, Consumer<Connector> setup) {
    Connector connector = kind.get();
    connector.setPort(0);
    connector.setThrowOnFailure(true);
    connector.setProperty("address", "127.0.0.1");
    setup.accept(connector);
    return connector;
  }

  /** Adds an application, which starts together with the server or, if it runs, immediately. */
  Context add(String contextPath, ServletContainerInitializer added) {
    StandardContext context = new StandardContext();
    context.setName(contextPath);
    context.setPath(contextPath);
    context.setDocBase(directory.toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addLifecycleListener(
        event -> {
          // On each start, because a context loses its initializers when it stops.
          if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
            context.addServletContainerInitializer(added, Set.of());
          }
        });
    tomcat.getHost().addChild(context);
    return context;
  }

  Tomcat tomcat() {
    return tomcat;
  }

  HoldingApp app() {
    return app;
  }

  ContainerAdapter adapter() {
    return app.adapter();
  }

  PoolSnapshot onlyPool() {
    List<PoolSnapshot> pools = adapter().pools().read();
    assertThat(pools).hasSize(1);
    return pools.get(0);
  }

  /**
   * Waits until the only pool has a number of busy threads, and returns it. The executor counts a
   * thread that it is starting as busy.
   */
  PoolSnapshot awaitBusy(int threads) {
    return await().until(this::onlyPool, pool -> Integer.valueOf(threads).equals(pool.busy()));
  }

  List<Thread> onlyWorkers() {
    return List.copyOf(app.workers());
  }

  Thread onlyWorker() {
    assertThat(app.workers()).hasSize(1);
    return onlyWorkers().get(0);
  }

  /** Returns an attribute of the first connector's pool MBean. */
  Object mbean(String attribute) throws Exception {
    String label = adapter().connectors().get(0).connector();
    return ManagementFactory.getPlatformMBeanServer()
        .getAttribute(
            new ObjectName("Tomcat:type=ThreadPool,name=" + ObjectName.quote(label)), attribute);
  }

  HeldRequests requests() {
    return new HeldRequests(app, "");
  }

  Connector connector() {
    return connector(0);
  }

  Connector connector(int index) {
    return tomcat.getService().findConnectors()[index];
  }

  /** Returns the executor that a connector had after the start. */
  Executor executor(int index) {
    return executors.get(index);
  }

  AbstractProtocol<?> protocol(int index) {
    return (AbstractProtocol<?>) connector(index).getProtocolHandler();
  }

  int port() {
    return connector().getLocalPort();
  }

  /** Sends one request and returns the status of the response. */
  int status(String path) throws IOException {
    try (WireConnection connection = WireConnection.to(port())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return connection.receive("GET").status();
    }
  }

  @Override
  public void close() throws IOException {
    app.release();
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
    FileUtils.deleteDirectory(directory.toFile());
  }
}
