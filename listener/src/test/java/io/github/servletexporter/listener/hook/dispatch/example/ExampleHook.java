package io.github.servletexporter.listener.hook.dispatch.example;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;

/** Hook as users write them, in a separate package. */
public final class ExampleHook implements LifecycleHook {

  @Override
  public int order() {
    return 10;
  }

  @Override
  public void onStarting(HookContext context) {
    context.logger().log(System.Logger.Level.INFO, context.contextPath() + " is starting");
  }
}
