package io.github.servletexporter.it.standalone.brokenhook;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;

/** Hook that throws everything that is possible. */
public final class BrokenHook implements LifecycleHook {

  @Override
  public void onStarting(HookContext context) {
    throw new LinkageError("thrown on purpose");
  }

  @Override
  public void whenReady(HookContext context) {
    throw new IllegalStateException("thrown on purpose");
  }

  @Override
  public void onExit(HookContext context) throws Exception {
    throw new Exception("thrown on purpose");
  }
}
