package io.github.servletexporter.listener.pool;

import java.util.Set;

/** Where nothing can be wrapped. */
enum NoWrap implements PoolWrap {
  INSTANCE;

  @Override
  public void install() {}

  @Override
  public Set<String> pools() {
    return Set.of();
  }

  @Override
  public void close() {}
}
