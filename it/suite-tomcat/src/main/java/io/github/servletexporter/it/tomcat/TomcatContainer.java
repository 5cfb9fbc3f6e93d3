package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ServerSettings;
import io.github.servletexporter.it.server.TestServer;
import jakarta.servlet.ServletContainerInitializer;
import java.util.List;

/** An embedded Tomcat, whichever version is on the class path. */
public final class TomcatContainer implements Container {
  private final String name;

  /**
   * Names a container.
   *
   * @param name the column of docs/behaviour.md
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
  public TestServer start(ServerSettings settings, List<ServletContainerInitializer> initializers)
      throws Exception {
    return TomcatServer.start(settings, initializers);
  }
}
