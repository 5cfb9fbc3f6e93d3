package io.github.servletexporter.it.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.it.app.Broken;
import io.github.servletexporter.it.app.Broken.Way;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of an application in Jetty is watched, and the watch leaves nothing behind. */
abstract class JettyBootBehaviour {
  private static final Config FAIL_FAST = Config.builder().set(ConfigKey.FAIL_FAST, true).build();
  private static final String WATCH = "servlet-exporter's watch of the start";

  private final ServletEnvironment environment;
  private final Server server = new Server();
  private final ServletExporter exporter = new ServletExporter(FAIL_FAST);
  private ServletContainerInitializer application = Broken.servlet(Way.FAIL);
  private Path directory = Path.of("");

  JettyBootBehaviour(ServletEnvironment environment) {
    this.environment = environment;
  }

  @BeforeEach
  final void useDirectory(@TempDir Path empty) {
    directory = empty;
  }

  @AfterEach
  final void stopServer() {
    LifeCycle.stop(server);
  }

  @Test
  void leavesNothingInAContextThatHasStarted() throws Exception {
    application = (classes, servletContext) -> {};
    Handler context = context();

    server.start();

    assertNothingLeft(context);
  }

  @Test
  void leavesNothingInAContextThatHasFailed() throws Exception {
    Handler context = context();

    assertThatThrownBy(server::start).hasRootCauseMessage("no database");

    assertNothingLeft(context);
  }

  @Test
  void failsForAServletWithoutAClassIfConfigured() throws Exception {
    application = (classes, added) -> added.addServlet("absent", "com.example.Absent");
    Handler context = context();
    Object servletHandler = context.getClass().getMethod("getServletHandler").invoke(context);
    servletHandler
        .getClass()
        .getMethod("setStartWithUnavailable", boolean.class)
        .invoke(servletHandler, true);

    assertThatThrownBy(server::start)
        .satisfies(thrown -> assertThat(BootFailure.exitStatus(thrown)).isEqualTo(4));

    assertThat(exporter.bootFailure())
        .map(BootFailure::toString)
        .contains(
            "servlet \"absent\" (load): java.lang.ClassNotFoundException: com.example.Absent");
    assertThat(servletHandler.getClass().getMethod("isStartWithUnavailable").invoke(servletHandler))
        .isEqualTo(true);
  }

  @Test
  void knowsTheInitializerThatFails() throws Exception {
    application = new FailingInitializer();
    context();

    assertThatThrownBy(server::start).hasMessage("no order");

    assertThat(exporter.bootFailure())
        .map(BootFailure::component)
        .contains("initializer \"" + FailingInitializer.class.getName() + "\"");
  }

  private Handler context() {
    Handler context = environment.application("/boot", directory, List.of(exporter, application));
    server.setHandler(context);
    return context;
  }

  private static void assertNothingLeft(Handler context) {
    assertThat(((AbstractLifeCycle) context).getEventListeners())
        .extracting(Object::toString)
        .doesNotContain(WATCH);
  }

  private static final class FailingInitializer implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
      throw new IllegalStateException("no order");
    }
  }
}
