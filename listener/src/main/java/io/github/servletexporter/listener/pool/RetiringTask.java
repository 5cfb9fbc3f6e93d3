package io.github.servletexporter.listener.pool;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * A job of a pool, after which its worker may end.
 *
 * <p>It is a FutureTask for what that keeps off the stack: while the job runs, no method of ours
 * does. A thread that is started meanwhile, as Tomcat does for a stream of HTTP/2, would otherwise
 * inherit the protection domain of this class before Java 24, and with it the class loader of the
 * web application, and hand it on to the thread that takes its place.
 */
final class RetiringTask extends FutureTask<Void> {

  private final BooleanSupplier due;

  RetiringTask(Runnable job, BooleanSupplier due) {
    super(job, null);
    this.due = due;
  }

  /** The last that run() does, on the worker, when the job is over. */
  @Override
  protected void done() {
    passFailureOn();
    if (due.getAsBoolean()) {
      throw WorkerRetired.quietly();
    }
  }

  /** The pool is to see what the job has thrown, as it would without us. */
  private void passFailureOn() {
    try {
      get();
    } catch (ExecutionException e) {
      RetiringTask.<RuntimeException>rethrow(Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      throw new AssertionError(e); // get() does not wait for what is done
    }
  }

  @SuppressWarnings("unchecked") // the compiler's view only: a job may throw Errors too
  private static <T extends Throwable> void rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
