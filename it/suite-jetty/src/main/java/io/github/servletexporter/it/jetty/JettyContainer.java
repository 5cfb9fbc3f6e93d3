package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import jakarta.servlet.ServletContainerInitializer;
import java.util.List;
import org.eclipse.jetty.server.Server;

/** Embedded Jetty of the version on the class path. */
public final class JettyContainer implements Container {
  private final String name;
  private final ServletEnvironment environment;

  /**
   * Creates a container.
   *
   * @param name the name of the container in docs/behaviour.md
   * @param environment the factory of web applications for one version of the Servlet API
   */
  public JettyContainer(String name, ServletEnvironment environment) {
    this.name = name;
    this.environment = environment;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Family family() {
    return Family.JETTY;
  }

  /** Jetty 12.0 has the method, but it always throws. */
  @Override
  public boolean canUpgrade() {
    return !Server.getVersion().startsWith("12.0.");
  }

  @Override
  public TestServer start(
      ContainerSettings settings, List<ServletContainerInitializer> initializers) throws Exception {
    return JettyServer.start(settings, environment, initializers);
  }
}
