package io.github.servletexporter.filter.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The place of one worker in a pool: the thread that serves requests there now, the request that it
 * serves, and what all threads that ever had this place have served.
 *
 * <p>Its cells are written by its present thread only; a scrape on any other thread reads them.
 * Opaque access is enough for that: each value stands alone, and a reader that comes a moment late
 * sees the state of a moment ago. When the thread ends, the next one goes on counting in the same
 * cells, so that no counter ever goes back.
 */
public final class WorkerSlot implements RequestInFlight {

  /** What {@link #activeMethod()} says of a worker without a request. */
  public static final int IDLE = -1;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /**
   * 128 bytes on either side: slots live long, so the collector lays them side by side, and without
   * it two workers write to one cache line at every request.
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
  private final boolean transientSlot;
  private final long[] cells = new long[CELLS];

  private volatile Occupant occupant;

  WorkerSlot(String pool, int number, Occupant occupant, boolean transientSlot) {
    this.pool = pool;
    this.number = number;
    this.occupant = occupant;
    this.transientSlot = transientSlot;
    cells[METHOD] = IDLE;
  }

  /** Returns the label of the pool. */
  public String pool() {
    return pool;
  }

  /** Returns the slot's number in its pool, from 0; it is used again when its thread has ended. */
  public int number() {
    return number;
  }

  /** Returns the thread that has the slot now, or had it last. */
  public Thread thread() {
    return occupant.thread();
  }

  /** Returns the Unix time in milliseconds at which the present thread became a worker. */
  public long startMillis() {
    return occupant.startMillis();
  }

  /** Gives the slot of an ended thread to another. Guarded by the table's lock. */
  void occupy(Occupant next) {
    CELL.setOpaque(cells, METHOD, (long) IDLE);
    occupant = next;
  }

  /**
   * Marks the worker busy. Called by its own thread.
   *
   * @param method index of the request's method, from 0
   * @param startNanos the ticker's reading at the request's start
   */
  public void begin(int method, long startNanos) {
    CELL.setOpaque(cells, START, startNanos);
    // Who sees the method sees this start or a later one: nobody takes a new request for an old.
    // Volatile, since we look next at what others announce, an interrupt or a drain, before they
    // look here: one of the two sees the other.
    CELL.setVolatile(cells, METHOD, (long) method);
    settleInterrupt();
  }

  /** Says which route the present request has, by a number of the caller's. Its own thread's. */
  public void route(int route) {
    // Who sees the route sees the start of its request or a later one.
    CELL.setRelease(cells, ROUTE, (long) route);
  }

  /**
   * Marks the worker idle after a request.
   *
   * @param nanos how long the worker was busy with it
   * @param failed whether it ended in an uncaught exception of the application
   * @return whether the worker has become due with this request, which happens once
   */
  boolean end(long nanos, boolean failed) {
    add(REQUESTS, 1);
    add(BUSY_NANOS, nanos);
    if (failed) {
      add(FAILED, 1);
    }
    // The end of a request is its start and its duration: no further reading of the clock.
    boolean due = !transientSlot && occupant.served(cells[START] + nanos);
    // Who sees the worker idle sees what it has counted, and where its request has gone on.
    CELL.setRelease(cells, METHOD, (long) IDLE);
    settleInterrupt();
    return due;
  }

  /** Returns whether the worker is to end before its next request. Exact on its own thread. */
  public boolean isDue() {
    return occupant.isDue();
  }

  /**
   * Asks a worker to end after its present job; from any thread. Does nothing when the slot is
   * another worker's by now.
   */
  public void retire(Thread worker, RecycleReason reason) {
    Occupant present = occupant;
    if (present.thread() == worker) {
      present.retire(reason);
    }
  }

  /** Returns whether a request is on this worker. Exact on its own thread. */
  public boolean isBusy() {
    return activeMethod() != IDLE;
  }

  /** Returns the index of the method of the request on this worker, or {@link #IDLE}. */
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

  /** Returns the number of the route of the present request, or of the last one. */
  public int route() {
    return (int) (long) CELL.getAcquire(cells, ROUTE);
  }

  /** Returns how many requests have ended in this slot. */
  public long requests() {
    return (long) CELL.getOpaque(cells, REQUESTS);
  }

  /** Returns how many of them ended in an uncaught exception of the application. */
  public long failedRequests() {
    return (long) CELL.getOpaque(cells, FAILED);
  }

  /** Returns the nanoseconds that finished requests have taken in this slot. */
  public long busyNanos() {
    return (long) CELL.getOpaque(cells, BUSY_NANOS);
  }

  @Override
  public int stripe() {
    return number;
  }

  /**
   * Interrupts the worker if it still serves a request; from any thread, one at a time.
   *
   * <p>The worker's next request must not find the flag. So the worker looks for an interrupt at
   * each request's end and start, waits until one that is about to be sent has been, and clears its
   * flag. Only if the interrupt's announcement crosses the request's end within the moments that a
   * store takes to become visible can the flag reach the container in between, which ignores it.
   *
   * @param startNanos the start of the request that is meant
   * @return whether the thread was interrupted
   */
  public boolean interrupt(long startNanos) {
    // Before the look at the request: should the slot go to another, it isn't the one that is hit.
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
      // Even if a thread can't be interrupted: it waits for this.
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
    return transientSlot;
  }

  /**
   * Returns what there is to say of a worker that is gone.
   *
   * @param stopped whether it is the web application that goes, and the thread lives on
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
