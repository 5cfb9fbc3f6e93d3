package io.github.servletexporter.it.modules;

import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Program that serves one request, one scrape and one request to the metrics port, and prints them.
 */
final class ModularApp {

  private static final int ATTEMPTS = 100;
  private static final long ATTEMPT_NANOS = 100_000_000;

  private ModularApp() {}

  public static void main(String[] args) throws Exception {
    ServletExporter exporter = new ServletExporter(Config.builder().set(ConfigKey.PORT, 0).build());
    System.out.println(ServletExporter.class.getModule());
    ServletContextHandler context = new ServletContextHandler("/shop");
    context.addServletContainerInitializer(exporter);
    context.addServlet(new ServletHolder(new Hello()), "/hello");
    Server server = new Server(0);
    server.setHandler(context);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();

    System.out.println("application: " + get(port, "/shop/hello"));
    System.out.println("metrics port: " + metricsPort(exporter));
    System.out.println("scrape: " + get(port, "/shop/metrics"));
    server.stop();
  }

  /** The port is bound in the background. */
  private static String metricsPort(ServletExporter exporter) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OptionalInt port = exporter.metricsPort();
      if (port.isPresent()) {
        return get(port.getAsInt(), "/-/ready");
      }
      LockSupport.parkNanos(ATTEMPT_NANOS);
    }
    return "none";
  }

  private static String get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try (InputStream body = connection.getInputStream()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return connection.getResponseCode() + "\n" + text;
    }
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_OK);
    }
  }
}
