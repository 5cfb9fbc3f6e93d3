package io.github.servletexporter.it.operator.browser;

import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.listener.ServletExporter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Web application on embedded Jetty with a metrics port. */
final class EmbeddedShop implements AutoCloseable {

  static final String USER = "prometheus";
  static final String PASSWORD = "pass-word-of-the-shop";
  static final String MESSAGE = "<b>sold out</b>";

  private final Server server = new Server(new QueuedThreadPool(16, 8));
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();
  private final int metricsPort = Ports.free();

  private EmbeddedShop(Map<String, String> settings, boolean withPort) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/shop");
    context.setInitParameter("servlet-exporter.port", withPort ? "" + metricsPort : "");
    settings.forEach((key, value) -> context.setInitParameter("servlet-exporter." + key, value));
    context.addServletContainerInitializer(new ServletExporter());
    context.addServlet(new ServletHolder(new Fast()), "/fast");
    context.addServlet(new ServletHolder(new Failing()), "/failing");
    server.setHandler(context);
    server.start();
  }

  /**
   * Starts the application and waits until both ports answer.
   *
   * @param settings configuration keys without their prefix
   */
  static EmbeddedShop start(Map<String, String> settings) throws Exception {
    EmbeddedShop shop = new EmbeddedShop(settings, true);
    Browser.await().until(() -> shop.status(shop.metricsUrl("/metrics")) == 200);
    return shop;
  }

  /** Starts the application without a metrics port, as without any configuration. */
  static EmbeddedShop startUnconfigured() throws Exception {
    return new EmbeddedShop(Map.of(), false);
  }

  /** Returns an address on the metrics port. */
  String metricsUrl(String path) {
    return "http://127.0.0.1:" + metricsPort + path;
  }

  /** Returns an address on the metrics port that includes the credentials. */
  String metricsUrlWithCredentials(String path) {
    return metricsUrl(path).replace("//", "//" + USER + ":" + PASSWORD + "@");
  }

  int metricsPort() {
    return metricsPort;
  }

  /** Returns an address of the application. */
  String app(String path) {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/shop" + path;
  }

  /**
   * Sends some requests and waits until they are counted: a refused request gets its response
   * before it is recorded.
   */
  void serve() throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      status(app("/fast"));
    }
    for (int i = 0; i < 3; i++) {
      status(app("/failing"));
    }
    status(app("/nowhere"));
    smuggle();
    Browser.await().until(() -> scrape().sum("http_server_request_duration_seconds_count") == 25);
  }

  Scrape scrape() throws IOException, InterruptedException {
    return new Scrape(client.send(request(metricsUrl("/metrics")), BodyHandlers.ofString()).body());
  }

  private int status(String url) throws IOException, InterruptedException {
    return client.send(request(url), BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest request(String url) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Basic " + credentials)
        .build();
  }

  private void smuggle() throws IOException {
    String request =
        "POST /shop/fast HTTP/1.1\r\nHost: localhost\r\n"
            + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Fast extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().println("fast");
    }
  }

  private static final class Failing extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException(MESSAGE);
    }
  }
}
