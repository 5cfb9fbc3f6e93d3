package io.github.servletexporter.listener.pool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container whose pools have the given labels by name. */
record FakeContainer(Map<String, String> labels) implements ContainerAdapter {

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String version() {
    return "1";
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
    return labels.get(name);
  }

  @Override
  public void onStopping(Runnable drain) {}

  @Override
  public void close() {}
}
