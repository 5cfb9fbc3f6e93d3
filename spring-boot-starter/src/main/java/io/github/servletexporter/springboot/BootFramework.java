package io.github.servletexporter.springboot;

import io.github.servletexporter.listener.Framework;
import io.github.servletexporter.listener.config.FrameworkSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.env.ConfigurableEnvironment;

/** Spring Boot as servlet-exporter sees it: its environment and its availability. Thread-safe. */
final class BootFramework implements Framework {

  private final ConfigurableEnvironment environment;
  private final @Nullable ApplicationAvailability availability;

  BootFramework(
      ConfigurableEnvironment environment, ObjectProvider<ApplicationAvailability> availability) {
    this.environment = environment;
    this.availability = availability.getIfAvailable();
  }

  @Override
  public List<FrameworkSettings> settings() {
    return EnvironmentSettings.of(environment);
  }

  @Override
  public Optional<String> notReady() {
    return availability != null
            && availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC
        ? Optional.of("Spring Boot refuses traffic")
        : Optional.empty();
  }

  @Override
  public Optional<String> broken() {
    return availability != null && availability.getLivenessState() == LivenessState.BROKEN
        ? Optional.of("Spring Boot reports a broken application")
        : Optional.empty();
  }
}
