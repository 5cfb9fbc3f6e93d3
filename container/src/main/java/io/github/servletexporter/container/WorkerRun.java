package io.github.servletexporter.container;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * What a thread of a recycling pool runs: the pool's own loop, between the worker's coming and
 * going.
 *
 * <p>When the JVM can start no further thread, a worker that is about to end stays and runs its
 * successor's loop, so that the pool never gets smaller by recycling.
 */
public final class WorkerRun implements Runnable {

  private final Workers workers;
  private final Runnable loop;

  WorkerRun(Workers workers, Runnable loop) {
    this.workers = workers;
    this.loop = loop;
  }

  /**
   * Makes a thread whose access control context is the server's alone.
   *
   * <p>Up to Java 23 a thread keeps the class loaders of everything on the stack of its creation,
   * and its successor, which it creates, would inherit them: a web application on whose request a
   * worker was started would never leave the memory.
   *
   * @param <T> the kind of thread
   * @param creation makes it
   */
  @SuppressWarnings("removal") // nothing else cuts the context, and where it is gone there is none
  public static <T extends Thread> T newThread(PrivilegedAction<T> creation) {
    return Runtime.version().feature() < 24
        ? AccessController.doPrivileged(creation)
        : creation.run();
  }

  /**
   * Starts the thread of this run; called in place of {@link Thread#start()}.
   *
   * @param nativeStart starts it really
   * @return false when the calling thread, a worker that was about to end, runs this in its place
   * @throws ThreadShortageError if the thread can't be started and the calling thread stays none
   */
  public boolean start(Runnable nativeStart) {
    return workers.start(nativeStart, loop);
  }

  @Override
  public void run() {
    Worker worker = workers.enter();
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

  private static void runOnce(Worker worker, Runnable loop) {
    try {
      loop.run();
    } catch (Throwable end) {
      if (worker.successor() == null) {
        throw end;
      }
      // The thread goes on, so what would have ended it goes where an ended thread's would.
      if (!(end instanceof ThreadShortageError)) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, end);
      }
    }
  }
}
