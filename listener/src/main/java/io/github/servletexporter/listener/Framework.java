package io.github.servletexporter.listener;

import io.github.servletexporter.listener.config.FrameworkSettings;
import java.util.List;
import java.util.Optional;

/**
 * Web framework that starts servlet-exporter, such as Spring Boot: source of settings, and of
 * knowledge about the application's health that the container does not have.
 *
 * <p>Health checks call it on their threads. It must be thread-safe and fast, and must not throw
 * exceptions.
 */
public interface Framework {

  /** Returns the settings in their order; the first one that has a key wins. Called once. */
  List<FrameworkSettings> settings();

  /** Returns why the application should not be sent requests at present, empty if it should. */
  Optional<String> notReady();

  /** Returns why the application must be restarted, empty if it works. */
  Optional<String> broken();
}
