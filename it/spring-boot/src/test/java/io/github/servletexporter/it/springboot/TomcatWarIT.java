package io.github.servletexporter.it.springboot;

import io.github.servletexporter.it.springboot.app.ShopWar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.http.fileupload.FileUtils;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.Tag;
import org.springframework.web.SpringServletContainerInitializer;

/** A war on Tomcat, with the initializers that Tomcat finds in it. */
@Tag("tomcat")
class TomcatWarIT extends ShopContract {

  @Override
  ShopServer start() throws Exception {
    return new Server();
  }

  /** Running Tomcat. */
  private static final class Server implements ShopServer {

    private final Path directory = Files.createTempDirectory("tomcat");
    private final Tomcat tomcat = new Tomcat();

    Server() throws IOException, LifecycleException {
      tomcat.setBaseDir(directory.toString());
      tomcat.setPort(0);
      Context context = tomcat.addContext(CONTEXT_PATH, directory.toString());
      context.setParentClassLoader(TomcatWarIT.class.getClassLoader());
      Tomcat.addServlet(context, "default", new DefaultServlet());
      context.addServletMappingDecoded("/", "default");
      context.addServletContainerInitializer(ShopServer.ofDropInJar(), Set.of());
      context.addServletContainerInitializer(new WsSci(), Set.of());
      context.addServletContainerInitializer(
          new SpringServletContainerInitializer(), Set.of(ShopWar.class));
      tomcat.getConnector();
      tomcat.start();
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws Exception {
      tomcat.stop();
      tomcat.destroy();
      FileUtils.deleteDirectory(directory.toFile());
    }
  }
}
