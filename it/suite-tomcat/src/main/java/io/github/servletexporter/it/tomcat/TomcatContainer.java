package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.TestServer;
import jakarta.servlet.ServletContainerInitializer;
import java.util.List;

/** Embedded Tomcat of the version on the class path. */
public final class TomcatContainer implements Container {
  private final String name;

  /**
   * Creates a container.
   *
   * @param name the name of the container in docs/behaviour.md
   */
  public TomcatContainer(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Family family() {
    return Family.TOMCAT;
  }

  @Override
  public boolean canUpgrade() {
    return true;
  }

  @Override
  public TestServer start(
      ContainerSettings settings, List<ServletContainerInitializer> initializers) throws Exception {
    return TomcatServer.start(settings, initializers);
  }
}
