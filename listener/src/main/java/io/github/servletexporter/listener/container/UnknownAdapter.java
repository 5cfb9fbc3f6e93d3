package io.github.servletexporter.listener.container;

import jakarta.servlet.ServletContext;
import java.util.List;

/** Adapter to an unknown container: it has no pools, and never reports the application's stop. */
public final class UnknownAdapter implements ContainerAdapter {

  private final ServletContext context;
  private final PoolDirectory pools = new PoolDirectory(List::of);

  /** Creates the adapter of a web application. */
  public UnknownAdapter(ServletContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "unknown";
  }

  @Override
  public String version() {
    return "";
  }

  @Override
  public PoolDirectory pools() {
    return pools;
  }

  @Override
  public List<ConnectorSnapshot> connectors() {
    return List.of();
  }

  @Override
  public void onStopping(Runnable drain) {}

  @Override
  public StartWatch watchStart(boolean failFast, StartListener listener) {
    return new ServletApiWatch(context, listener);
  }

  @Override
  public String recyclingAdvice(boolean wraps) {
    return "worker recycling is not supported in this container";
  }

  @Override
  public void close() {}
}
