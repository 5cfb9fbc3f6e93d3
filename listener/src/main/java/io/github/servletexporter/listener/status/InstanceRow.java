package io.github.servletexporter.listener.status;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An instance that shares our store, as the status page shows it.
 *
 * @param instance its id
 * @param state a word such as {@code live} or {@code dead}
 * @param container name and version of its container, empty when unknown
 * @param moduleVersion its version of servlet-exporter, empty when unknown
 * @param javaVersion its Java version, empty when unknown
 * @param lastSeen when it last wrote to the store, null when unknown
 */
public record InstanceRow(
    String instance,
    String state,
    String container,
    String moduleVersion,
    String javaVersion,
    @Nullable Instant lastSeen) {

  /**
   * Checks that nothing is null that must not be.
   *
   * @throws NullPointerException if anything is
   */
  public InstanceRow {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(container, "container");
    Objects.requireNonNull(moduleVersion, "moduleVersion");
    Objects.requireNonNull(javaVersion, "javaVersion");
  }
}
