package io.github.servletexporter.listener.container.tomcat;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Job of a pool after which its worker ends if it is due.
 *
 * <p>It extends FutureTask so that no method of ours is on the stack while the job runs. Otherwise,
 * before Java 24, a thread that is started by the job (as Tomcat does for an HTTP/2 stream) would
 * inherit the protection domain of this class and so keep the class loader of the web application
 * in memory, and pass it on to the thread that replaces it.
 */
final class RetiringTask extends FutureTask<Void> {

  private final BooleanSupplier due;

  RetiringTask(Runnable job, BooleanSupplier due) {
    super(job, null);
    this.due = due;
  }

  /** Called by run() as its last action, on the worker, when the job has ended. */
  @Override
  protected void done() {
    passFailureOn();
    if (due.getAsBoolean()) {
      throw WorkerRetired.quietly();
    }
  }

  /** Passes an exception of the job to the pool, as if the job were not wrapped. */
  private void passFailureOn() {
    try {
      get();
    } catch (ExecutionException e) {
      RetiringTask.<RuntimeException>rethrow(Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      throw new AssertionError(e); // get() does not wait for a completed task
    }
  }

  @SuppressWarnings("unchecked") // for the compiler only: a job may also throw an Error
  private static <T extends Throwable> void rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
