package io.github.servletexporter.it.springboot;

import io.github.servletexporter.it.springboot.app.ShopWar;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;
import org.springframework.web.SpringServletContainerInitializer;

/** A war on Jetty, with the initializers that Jetty finds in it. */
@Tag("jetty")
class JettyWarIT extends ShopContract {

  @Override
  List<Situation> situations() {
    return Situations.inWar();
  }

  @Override
  ShopServer start(Map<String, String> settings) throws Exception {
    return new JettyServer(settings);
  }

  /** Running Jetty. */
  private static final class JettyServer implements ShopServer {

    /** Part of the names of packages that differ between versions of Jetty. */
    private static final String ENVIRONMENT = System.getProperty("jetty.environment");

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    JettyServer(Map<String, String> settings) throws Exception {
      server.addConnector(connector);
      Class<?> type = type("servlet.ServletContextHandler");
      Object context =
          type.getConstructor(String.class, boolean.class, boolean.class)
              .newInstance(CONTEXT_PATH, true, false);
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        type.getMethod("setInitParameter", String.class, String.class)
            .invoke(context, setting.getKey(), setting.getValue());
      }
      add(context, ShopServer.ofDropInJar());
      add(
          context,
          initializer("websocket.server.config.JettyWebSocketServletContainerInitializer"));
      add(
          context,
          initializer(
              "websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer"));
      add(context, new SpringServletContainerInitializer(), ShopWar.class);
      server.setHandler((Handler) context);
      server.start();
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("org.eclipse.jetty." + ENVIRONMENT + "." + name);
    }

    private static ServletContainerInitializer initializer(String name) throws Exception {
      return (ServletContainerInitializer) type(name).getConstructor().newInstance();
    }

    private static void add(
        Object context, ServletContainerInitializer initializer, Class<?>... handled)
        throws Exception {
      context
          .getClass()
          .getMethod(
              "addServletContainerInitializer", ServletContainerInitializer.class, Class[].class)
          .invoke(context, initializer, handled);
    }

    @Override
    public int port() {
      return connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IOException(e);
      }
      server.destroy();
    }
  }
}
