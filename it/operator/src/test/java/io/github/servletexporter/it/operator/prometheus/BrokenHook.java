package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Worker;

/** A hook that fails. */
public final class BrokenHook implements LifecycleHook {

  /** For the key {@code hooks}. */
  public BrokenHook() {}

  @Override
  public void workerStarted(HookContext context, Worker worker) {
    throw new IllegalStateException("on purpose, in a hook");
  }
}
