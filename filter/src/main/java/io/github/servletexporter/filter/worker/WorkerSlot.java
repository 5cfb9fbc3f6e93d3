package io.github.servletexporter.filter.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Slot of one worker in a pool: the current thread, the request that it serves, and the totals of
 * all threads that have occupied the slot.
 *
 * <p>Only the current thread writes the cells; scrapes on other threads read them. Opaque access is
 * sufficient, because the values are independent of each other and readers may see slightly older
 * ones. When the thread ends, the next one continues in the same cells, so that no counter ever
 * decreases.
 */
public final class WorkerSlot implements RequestInFlight {

  /** Result of {@link #activeMethod()} for a worker without a request. */
  public static final int IDLE = -1;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /**
   * Padding of 128 bytes on either side. Slots are long-lived, so that the garbage collector places
   * them next to each other; without padding two workers would write to the same cache line at
   * every request.
   */
  private static final int PADDING_CELLS = 16;

  private static final int METHOD = PADDING_CELLS;
  private static final int START = METHOD + 1;
  private static final int ROUTE = METHOD + 2;
  private static final int REQUESTS = METHOD + 3;
  private static final int FAILED = METHOD + 4;
  private static final int BUSY_NANOS = METHOD + 5;
  private static final int INTERRUPT = METHOD + 6;
  private static final int CELLS = METHOD + 7 + PADDING_CELLS;

  private static final long NO_INTERRUPT = 0;
  private static final long INTERRUPT_PENDING = 1;
  private static final long INTERRUPT_SENT = 2;

  private final String pool;
  private final int number;
  private final int writer;
  private final long[] cells = new long[CELLS];

  private volatile Occupant occupant;

  /**
   * Creates a slot.
   *
   * @param number the number in the pool
   * @param writer the number among all slots, or a negative number for the slot of one request on a
   *     virtual thread
   */
  WorkerSlot(String pool, int number, int writer, Occupant occupant) {
    this.pool = pool;
    this.number = number;
    this.writer = writer;
    this.occupant = occupant;
    cells[METHOD] = IDLE;
  }

  /** Returns the label of the pool. */
  public String pool() {
    return pool;
  }

  /** Returns the number of the slot in its pool, from 0. It is reused when the thread has ended. */
  public int number() {
    return number;
  }

  /** Returns the thread that occupies the slot or occupied it last. */
  public Thread thread() {
    return occupant.thread();
  }

  /** Returns the Unix time in milliseconds at which the current thread became a worker. */
  public long startMillis() {
    return occupant.startMillis();
  }

  /** Assigns the slot of an ended thread to another thread. Guarded by the table's lock. */
  void occupy(Occupant next) {
    CELL.setOpaque(cells, METHOD, (long) IDLE);
    occupant = next;
  }

  /**
   * Marks the worker busy. Called by its own thread only.
   *
   * @param method index of the request's method, from 0
   * @param startNanos the ticker's reading at the request's start
   */
  public void begin(int method, long startNanos) {
    CELL.setOpaque(cells, START, startNanos);
    // A reader that sees the method sees this start or a later one, so that it never takes a new
    // request for an old one. The write is volatile because this thread next reads what other
    // threads announce (an interrupt or a drain), and they announce before they read this cell:
    // at least one of the two sees what the other has written.
    CELL.setVolatile(cells, METHOD, (long) method);
    settleInterrupt();
  }

  /** Sets the number of the current request's route. Called by its own thread only. */
  public void route(int route) {
    // A reader that sees the route sees the start of its request or a later one.
    CELL.setRelease(cells, ROUTE, (long) route);
  }

  /**
   * Marks the worker idle after a request.
   *
   * @param nanos the time for which the worker was busy with the request
   * @param failed whether the request ended with an uncaught exception of the application
   * @return whether the worker has become due with this request, which happens once
   */
  boolean end(long nanos, boolean failed) {
    add(REQUESTS, 1);
    add(BUSY_NANOS, nanos);
    if (failed) {
      add(FAILED, 1);
    }
    // The end of the request is its start plus its duration; the clock is not read again.
    boolean due = !isTransient() && occupant.served(cells[START] + nanos);
    // A reader that sees the worker idle also sees its counts, and the ticket of a request that
    // continues asynchronously.
    CELL.setRelease(cells, METHOD, (long) IDLE);
    settleInterrupt();
    return due;
  }

  /** Returns whether the worker should end before its next request. Exact on its own thread. */
  public boolean isDue() {
    return occupant.isDue();
  }

  /**
   * Requests the end of a worker after its current job, from any thread. Does nothing if another
   * worker occupies the slot by now.
   */
  public void retire(Thread worker, RecycleReason reason) {
    Occupant present = occupant;
    if (present.thread() == worker) {
      present.retire(reason);
    }
  }

  /** Returns whether the worker serves a request. Exact on its own thread. */
  public boolean isBusy() {
    return activeMethod() != IDLE;
  }

  /** Returns the index of the method of the worker's request, or {@link #IDLE}. */
  public int activeMethod() {
    return (int) (long) CELL.getVolatile(cells, METHOD);
  }

  @Override
  public int method() {
    return activeMethod();
  }

  @Override
  public long startNanos() {
    return (long) CELL.getAcquire(cells, START);
  }

  /** Returns the number of the route of the current or last request. */
  public int route() {
    return (int) (long) CELL.getAcquire(cells, ROUTE);
  }

  /** Returns the number of requests that have ended in this slot. */
  public long requests() {
    return (long) CELL.getOpaque(cells, REQUESTS);
  }

  /** Returns the number of those that ended with an uncaught exception of the application. */
  public long failedRequests() {
    return (long) CELL.getOpaque(cells, FAILED);
  }

  /** Returns the number of requests that the current thread has served in this slot. */
  public long requestsOfThread() {
    return requests() - occupant.requestsBefore();
  }

  /** Returns the total duration of finished requests in this slot, in nanoseconds. */
  public long busyNanos() {
    return (long) CELL.getOpaque(cells, BUSY_NANOS);
  }

  @Override
  public int writer() {
    return writer;
  }

  /**
   * Interrupts the worker if it still serves a given request. Called from any thread, by one at a
   * time.
   *
   * <p>The worker's next request must not see the interrupt. Therefore the worker checks for an
   * announced interrupt at the start and end of each request, waits until it has been sent, and
   * clears the thread's flag. The flag can reach the container between two requests only if the
   * announcement and the end of the request happen within the time that a store takes to become
   * visible; the container ignores it.
   *
   * @param startNanos the start of the request
   * @return whether the thread was interrupted
   */
  public boolean interrupt(long startNanos) {
    // Read before the request is checked: if another thread takes the slot, it is not affected.
    Thread meant = occupant.thread();
    if (!CELL.compareAndSet(cells, INTERRUPT, NO_INTERRUPT, INTERRUPT_PENDING)) {
      return false;
    }
    boolean same = false;
    try {
      same = isBusy() && startNanos() == startNanos;
      if (same) {
        meant.interrupt();
      }
    } finally {
      // Also if interrupt() throws, because the worker waits for this.
      CELL.setRelease(cells, INTERRUPT, same ? INTERRUPT_SENT : NO_INTERRUPT);
    }
    return same;
  }

  private void settleInterrupt() {
    if ((long) CELL.getVolatile(cells, INTERRUPT) != NO_INTERRUPT) {
      long state;
      while ((state = (long) CELL.getAcquire(cells, INTERRUPT)) == INTERRUPT_PENDING) {
        Thread.onSpinWait();
      }
      if (state == INTERRUPT_SENT) {
        boolean unused = Thread.interrupted();
        CELL.setOpaque(cells, INTERRUPT, NO_INTERRUPT);
      }
    }
  }

  private void add(int cell, long amount) {
    CELL.setOpaque(cells, cell, cells[cell] + amount);
  }

  boolean isTransient() {
    return writer < 0;
  }

  /**
   * Returns the report of a worker that has ended.
   *
   * @param stopped whether the web application stops while the thread lives on
   */
  WorkerObserver.EndedWorker ended(long nowNanos, boolean stopped) {
    Occupant last = occupant;
    RecycleReason reason = stopped ? RecycleReason.STOPPED : last.reason();
    return new WorkerObserver.EndedWorker(
        pool,
        number,
        last.thread().getName(),
        reason,
        requests() - last.requestsBefore(),
        nowNanos - last.startNanos());
  }
}
