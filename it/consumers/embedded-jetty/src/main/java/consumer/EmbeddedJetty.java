package consumer;

import io.github.servletexporter.listener.ServletExporter;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Embedded Jetty with servlet-exporter. */
public final class EmbeddedJetty {

  private EmbeddedJetty() {}

  /** Starts the server, checks that a request is counted, and stops it. */
  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/shop");
    context.addServletContainerInitializer(new ServletExporter());
    context.addServlet(Hello.class, "/hello");
    server.setHandler(context);
    server.start();
    try {
      Probe.check(connector.getLocalPort(), "/shop");
    } finally {
      server.stop();
    }
  }
}
