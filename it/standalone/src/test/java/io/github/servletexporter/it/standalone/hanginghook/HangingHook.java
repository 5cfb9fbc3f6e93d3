package io.github.servletexporter.it.standalone.hanginghook;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Worker;
import java.util.concurrent.CountDownLatch;

/** Hook that hangs until its thread is interrupted. */
public final class HangingHook implements LifecycleHook {

  @Override
  public void workerStarted(HookContext context, Worker worker) throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
