package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Worker;

/** Hook that fails. */
public final class BrokenHook implements LifecycleHook {

  /** Creates the hook; the exporter calls this constructor. */
  public BrokenHook() {}

  @Override
  public void workerStarted(HookContext context, Worker worker) {
    throw new IllegalStateException("on purpose, in a hook");
  }
}
