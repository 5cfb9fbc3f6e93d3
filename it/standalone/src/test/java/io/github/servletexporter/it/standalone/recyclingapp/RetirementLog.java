package io.github.servletexporter.it.standalone.recyclingapp;

import io.github.servletexporter.listener.hook.HookContext;
import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.Worker;
import io.github.servletexporter.listener.hook.WorkerExitReason;
import java.lang.System.Logger.Level;

/** Hook that logs the number of requests that each worker had served when it ended. */
public final class RetirementLog implements LifecycleHook {

  @Override
  public void workerExit(HookContext context, Worker worker, WorkerExitReason reason) {
    context
        .logger()
        .log(
            Level.INFO,
            "retirement in "
                + context.contextPath()
                + ": "
                + reason.label()
                + " after "
                + worker.requests()
                + " requests");
  }
}
