package io.github.servletexporter.filter.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One worker: a thread that serves requests, and the request that it serves now.
 *
 * <p>Written by its own thread only; a scrape on any other thread reads it. Opaque access is enough
 * for that: each value stands alone, and a reader that comes a moment late sees the state of a
 * moment ago.
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

  private final int number;
  private final Thread thread;
  private final boolean transientSlot;

  private final long[] cells = new long[START + 1 + PADDING_CELLS];

  WorkerSlot(int number, Thread thread, boolean transientSlot) {
    this.number = number;
    this.thread = thread;
    this.transientSlot = transientSlot;
    cells[METHOD] = IDLE;
  }

  /** Returns the slot's number, from 0; a number is used again when its thread has ended. */
  int number() {
    return number;
  }

  /**
   * Marks the worker busy. Called by its own thread.
   *
   * @param method index of the request's method, from 0
   * @param startNanos the ticker's reading at the request's start
   */
  public void begin(int method, long startNanos) {
    cells[START] = startNanos;
    CELL.setOpaque(cells, METHOD, (long) method);
  }

  /** Marks the worker idle. Called by its own thread; may be repeated. */
  public void end() {
    CELL.setOpaque(cells, METHOD, (long) IDLE);
  }

  /** Returns whether a request is on this worker. Exact on its own thread. */
  public boolean isBusy() {
    return activeMethod() != IDLE;
  }

  /** Returns the index of the method of the request on this worker, or {@link #IDLE}. */
  public int activeMethod() {
    return (int) (long) CELL.getOpaque(cells, METHOD);
  }

  @Override
  public int method() {
    return activeMethod();
  }

  @Override
  public long startNanos() {
    return cells[START];
  }

  @Override
  public int stripe() {
    return number;
  }

  boolean isTransient() {
    return transientSlot;
  }

  Thread thread() {
    return thread;
  }
}
