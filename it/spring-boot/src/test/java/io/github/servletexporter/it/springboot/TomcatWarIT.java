package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.springboot.app.ShopWar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.http.fileupload.FileUtils;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.SpringServletContainerInitializer;

/** A war on Tomcat, with the initializers that Tomcat finds in it. */
@Tag("tomcat")
class TomcatWarIT extends ShopContract {

  @Override
  List<Situation> situations() {
    return Situations.inWar();
  }

  @Override
  ShopServer start(Map<String, String> settings) throws Exception {
    return new Server(Set.of(ShopWar.class), settings);
  }

  @Test
  void aStarterThatSpringBootDoesNotStartIsReported() throws Exception {
    try (RecordedLog log = new RecordedLog("io.github.servletexporter.listener.StarterNotice");
        Server withoutSpring = new Server(Set.of(), Map.of())) {
      assertThat(withoutSpring.port()).isPositive();
      assertThat(log.messages("")).hasSize(1);
      assertThat(log.messages("no Spring Boot application has started it")).hasSize(1);
    }
  }

  /** Running Tomcat. */
  private static final class Server implements ShopServer {

    private final Path directory = Files.createTempDirectory("tomcat");
    private final Tomcat tomcat = new Tomcat();

    /**
     * Starts the war.
     *
     * @param entryPoints the classes that Spring's initializer finds in it
     * @param settings the parameters of its context
     */
    Server(Set<Class<?>> entryPoints, Map<String, String> settings)
        throws IOException, LifecycleException {
      tomcat.setBaseDir(directory.toString());
      tomcat.setPort(0);
      Context context = tomcat.addContext(CONTEXT_PATH, directory.toString());
      context.setParentClassLoader(TomcatWarIT.class.getClassLoader());
      settings.forEach(context::addParameter);
      // Overridable, as the one in the container's own web.xml is.
      Wrapper servlet = Tomcat.addServlet(context, "default", new DefaultServlet());
      servlet.setOverridable(true);
      servlet.addMapping("/");
      context.addServletContainerInitializer(ShopServer.ofDropInJar(), Set.of());
      context.addServletContainerInitializer(new WsSci(), Set.of());
      context.addServletContainerInitializer(new SpringServletContainerInitializer(), entryPoints);
      tomcat.getConnector();
      tomcat.start();
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws IOException {
      try {
        tomcat.stop();
        tomcat.destroy();
      } catch (LifecycleException e) {
        throw new IOException(e);
      }
      FileUtils.deleteDirectory(directory.toFile());
    }
  }
}
