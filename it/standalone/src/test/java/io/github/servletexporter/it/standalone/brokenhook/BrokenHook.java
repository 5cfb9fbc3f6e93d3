package io.github.servletexporter.it.standalone.brokenhook;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Worker;
import java.util.concurrent.CountDownLatch;

/** Does what no hook should. */
public final class BrokenHook implements LifecycleHook {

  @Override
  public void onStarting(HookContext context) {
    throw new LinkageError("thrown on purpose");
  }

  /** Waits for what doesn't come, until its thread is interrupted at the web application's end. */
  @Override
  public void workerStarted(HookContext context, Worker worker) throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Override
  public void onExit(HookContext context) throws Exception {
    throw new Exception("thrown on purpose");
  }
}
