package io.github.servletexporter.listener.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container that nothing is known of: no pools, and no word of its end. */
final class UnknownContainer implements ContainerAdapter {

  @Override
  public String name() {
    return "unknown";
  }

  @Override
  public String version() {
    return "";
  }

  @Override
  public List<PoolSnapshot> pools() {
    return List.of();
  }

  @Override
  public List<ConnectorSnapshot> connectors() {
    return List.of();
  }

  @Override
  public String poolOf(Thread thread) {
    return OTHER;
  }

  @Override
  public @Nullable String poolNamed(String name) {
    return null;
  }

  /** The drain never runs: nobody tells. */
  @Override
  public void onStopping(Runnable drain) {}

  @Override
  public void close() {}
}
