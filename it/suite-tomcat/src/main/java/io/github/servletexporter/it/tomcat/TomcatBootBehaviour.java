package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.app.Broken;
import io.github.servletexporter.it.app.Broken.Way;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Container;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of an application in Tomcat is watched, and the watch leaves nothing behind. */
abstract class TomcatBootBehaviour {
  private static final Config FAIL_FAST = Config.builder().set(ConfigKey.FAIL_FAST, true).build();

  private final Tomcat tomcat = new Tomcat();
  private final ServletExporter exporter = new ServletExporter(FAIL_FAST);
  private ServletContainerInitializer application = Broken.servlet(Way.FAIL);
  private Path directory = Path.of("");

  @BeforeEach
  final void startServer(@TempDir Path empty) throws Exception {
    directory = empty;
    tomcat.setBaseDir(Files.createDirectory(directory.resolve("base")).toString());
    tomcat.getHost();
    tomcat.start();
  }

  @AfterEach
  final void stopServer() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void leavesNothingInAContextThatHasStarted() {
    application = (classes, context) -> {};

    StandardContext context = add(exporter, new StandardContext());

    assertThat(context.getState().isAvailable()).isTrue();
    assertNothingLeft(context);
  }

  @Test
  void leavesNothingInAContextThatHasFailed() {
    StandardContext context = add(exporter, new StandardContext());

    assertThat(context.getState().isAvailable()).isFalse();
    assertNothingLeft(context);
  }

  @Test
  void startsAgainOnceTheApplicationIsRepaired() throws LifecycleException {
    StandardContext context = add(exporter, new StandardContext());
    application = (classes, servletContext) -> {};

    context.start();

    assertThat(context.getState().isAvailable()).isTrue();
    assertThat(exporter.bootFailure()).isEmpty();
  }

  @Test
  void refersToTomcatsLogIfItsMessagesAreOff() {
    Logger logger = Logger.getLogger("org.apache.catalina.core.ContainerBase");
    Level before = logger.getLevel();
    logger.setLevel(Level.OFF);
    try {
      ServletExporter lenient = new ServletExporter(Config.defaults());
      add(lenient, withInstanceOfItsOwn());

      assertThat(lenient.bootFailure())
          .map(BootFailure::toString)
          .contains("servlet \"broken\" (init): see the container's log");
    } finally {
      logger.setLevel(before);
    }
  }

  @Test
  void waitsForNoServletThatAContextLoadsLater() {
    ServletExporter lenient = new ServletExporter(Config.defaults());

    add(
        lenient,
        new StandardContext() {
          @Override
          public boolean loadOnStartup(Container[] children) {
            return true;
          }
        });

    assertThat(lenient.bootFailure()).isEmpty();
  }

  /**
   * Returns a context in which Tomcat creates the servlet itself, rather than receiving an
   * instance.
   */
  private StandardContext withInstanceOfItsOwn() {
    application =
        (classes, context) -> {
          ServletRegistration.Dynamic servlet = context.addServlet("broken", Broken.SERVLET);
          servlet.setInitParameter("way", Way.FAIL.name());
          servlet.setLoadOnStartup(1);
        };
    return new StandardContext();
  }

  private StandardContext add(ServletExporter initializer, StandardContext context) {
    context.setName("/boot");
    context.setPath("/boot");
    context.setDocBase(directory.toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addLifecycleListener(
        event -> {
          // On each start, because a context loses its initializers when it stops.
          if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
            context.addServletContainerInitializer(initializer, Set.of());
            context.addServletContainerInitializer(
                (classes, servletContext) -> application.onStartup(classes, servletContext),
                Set.of());
          }
        });
    tomcat.getHost().addChild(context);
    return context;
  }

  private static void assertNothingLeft(StandardContext context) {
    Logger logger = Logger.getLogger(context.getLogName());
    assertThat(names(context.findLifecycleListeners())).noneMatch(TomcatBootBehaviour::isOurs);
    assertThat(names(logger.getHandlers())).noneMatch(TomcatBootBehaviour::isOurs);
    assertThat(context.getFailCtxIfServletStartFails()).isNull();
  }

  private static List<String> names(Object[] objects) {
    return Arrays.stream(objects).map(each -> each.getClass().getName()).toList();
  }

  private static boolean isOurs(String type) {
    return type.startsWith("io.github.servletexporter.listener.container.tomcat.TomcatStart");
  }
}
