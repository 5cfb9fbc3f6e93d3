package io.github.servletexporter.container.worker;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Task of a thread of a recycling pool: registers the worker, runs the pool's own loop, and removes
 * the worker.
 *
 * <p>If the JVM cannot start another thread, a worker that is about to end stays and runs its
 * successor's loop, so that recycling never shrinks the pool.
 */
public final class WorkerRun implements Runnable {

  private final Workers workers;
  private final Runnable loop;

  WorkerRun(Workers workers, Runnable loop) {
    this.workers = workers;
    this.loop = loop;
  }

  /**
   * Creates a thread whose access control context contains only classes of the server.
   *
   * <p>Up to Java 23 a thread references the class loaders of all frames on the stack that created
   * it, and the threads that it creates inherit them. Otherwise a web application whose request has
   * caused the start of a worker would stay in memory for ever.
   *
   * @param <T> the type of the thread
   * @param creation the function that creates the thread
   */
  @SuppressWarnings(
      "removal") // no other call clears the context; Java versions without it have none
  public static <T extends Thread> T newThread(PrivilegedAction<T> creation) {
    return Runtime.version().feature() < 24
        ? AccessController.doPrivileged(creation)
        : creation.run();
  }

  /**
   * Starts the thread of this task; called instead of {@link Thread#start()}.
   *
   * @param nativeStart the real start of the thread
   * @return false if the calling worker, which was about to end, runs this task instead
   * @throws ThreadShortageError if the thread cannot be started and no worker can take its place
   */
  public boolean start(Runnable nativeStart) {
    return workers.start(nativeStart, loop);
  }

  @Override
  public void run() {
    PoolWorker worker = workers.enter();
    try {
      @Nullable Runnable next = loop;
      while (next != null) {
        runOnce(worker, next);
        next = worker.successor();
        if (next != null) {
          workers.stay(worker);
        }
      }
    } finally {
      workers.exit(worker);
    }
  }

  private static void runOnce(PoolWorker worker, Runnable loop) {
    try {
      loop.run();
    } catch (Throwable end) {
      if (worker.successor() == null) {
        throw end;
      }
      // The thread continues, so the exception goes to the handler that an ended thread would call.
      if (!(end instanceof ThreadShortageError)) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, end);
      }
    }
  }
}
