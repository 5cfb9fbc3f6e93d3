package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.servletexporter.it.springboot.app.ShopWar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
  ShopServer start() throws Exception {
    return new Server(Set.of(ShopWar.class));
  }

  @Test
  void aStarterThatSpringBootDoesNotStartIsReported() throws Exception {
    List<LogRecord> notices = new ArrayList<>();
    Logger logger = Logger.getLogger("io.github.servletexporter.listener.StarterNotice");
    Handler handler = collecting(notices);
    logger.addHandler(handler);
    try (Server withoutSpring = new Server(Set.of())) {
      assertThat(withoutSpring.port()).isPositive();
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(notices)
        .singleElement()
        .extracting(LogRecord::getMessage, STRING)
        .contains("no Spring Boot application has started it");
  }

  private static Handler collecting(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord each) {
        records.add(each);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Running Tomcat. */
  private static final class Server implements ShopServer {

    private final Path directory = Files.createTempDirectory("tomcat");
    private final Tomcat tomcat = new Tomcat();

    /**
     * Starts the war.
     *
     * @param entryPoints the classes that Spring's initializer finds in it
     */
    Server(Set<Class<?>> entryPoints) throws IOException, LifecycleException {
      tomcat.setBaseDir(directory.toString());
      tomcat.setPort(0);
      Context context = tomcat.addContext(CONTEXT_PATH, directory.toString());
      context.setParentClassLoader(TomcatWarIT.class.getClassLoader());
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
