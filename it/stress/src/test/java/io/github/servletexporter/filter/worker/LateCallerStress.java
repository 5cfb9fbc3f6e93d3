package io.github.servletexporter.filter.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A watchdog that acts on what it saw a moment ago hits the request that it saw, or nothing. */
public final class LateCallerStress {

  private LateCallerStress() {}

  /** An interrupt never reaches the worker's next request. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "too late, no interrupt")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the request that is meant")
  @Outcome(
      id = "1, 2",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the container between two requests; the next request clears the flag")
  @Outcome(id = "1, 3", expect = FORBIDDEN, desc = "the next request")
  @Outcome(expect = FORBIDDEN, desc = "it does not know what it has done")
  @State
  public static class NextRequest {

    private final Hit thread = new Hit();
    private final WorkerSlot slot = Slots.of(thread);

    public NextRequest() {
      slot.begin(1, 1);
      thread.isNow(1);
    }

    @Actor
    public void worker() {
      slot.end(1, false);
      thread.isNow(2);
      slot.begin(1, 2);
      thread.isNow(3);
    }

    @Actor
    public void watchdog(II_Result done) {
      done.r1 = slot.interrupt(1) ? 1 : 0;
      done.r2 = thread.hit;
    }
  }

  /** An action on a worker never affects the next worker in its slot. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the next worker is left alone")
  @Outcome(id = "1, .", expect = FORBIDDEN, desc = "the next worker is interrupted")
  @Outcome(id = "., 1", expect = FORBIDDEN, desc = "the next worker is to end")
  @State
  public static class NextWorker {

    private final Hit first = new Hit();
    private final Hit second = new Hit();
    private final WorkerSlot slot = Slots.of(first);

    public NextWorker() {
      slot.begin(1, 1);
      second.isNow(1);
    }

    @Actor
    public void worker() {
      slot.end(1, false);
      slot.occupy(Slots.occupant(second));
    }

    @Actor
    public void watchdog() {
      slot.interrupt(1);
      slot.retire(first, RecycleReason.STUCK);
    }

    @Arbiter
    public void afterwards(II_Result done) {
      done.r1 = second.hit;
      done.r2 = slot.isDue() ? 1 : 0;
    }
  }

  /** Thread, never started, that records which request an interrupt hit. */
  private static final class Hit extends Thread {

    private static final VarHandle NOW;

    static {
      try {
        NOW = MethodHandles.lookup().findVarHandle(Hit.class, "now", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private int now;
    private int hit;

    /** Sets the current request without a fence, which would hide a missing fence in the slot. */
    void isNow(int what) {
      NOW.setOpaque(this, what);
    }

    @Override
    public void interrupt() {
      hit = (int) NOW.getOpaque(this);
    }
  }
}
