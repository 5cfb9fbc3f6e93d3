package io.github.servletexporter.filter.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Another thread may see an earlier state of a worker, but never an inconsistent one. */
public final class SlotReaderStress {

  private SlotReaderStress() {}

  /** A new request is never taken for one that has run since an older one's start. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the first request")
  @Outcome(id = "-1, .", expect = ACCEPTABLE, desc = "none")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the second request")
  @Outcome(
      id = "1, 2",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the first request, younger than it is: it has just ended")
  @Outcome(id = "2, 1", expect = FORBIDDEN, desc = "the second request, older than it is")
  @Outcome(expect = FORBIDDEN, desc = "neither")
  @State
  public static class NextRequest {

    private final WorkerSlot slot = Slots.of(Thread.currentThread());

    public NextRequest() {
      slot.begin(1, 1);
    }

    @Actor
    public void worker() {
      slot.end(1, false);
      slot.begin(2, 2);
    }

    @Actor
    public void reader(II_Result seen) {
      seen.r1 = slot.activeMethod();
      seen.r2 = (int) slot.startNanos();
    }
  }

  /**
   * Counters never decrease for a reader; a reader that sees the worker idle also sees its request
   * counted, and the worker stays due.
   */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 0, .", "0, 1, 0, .", "1, 1, 0, ."},
      expect = ACCEPTABLE,
      desc = "busy")
  @Outcome(
      id = {"0, 1, 1, 1", "1, 1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "idle, counted, due")
  @Outcome(expect = FORBIDDEN, desc = "idle and not counted, or something went back")
  @State
  public static class LastRequest {

    private final WorkerSlot slot = Slots.of(Thread.currentThread());

    public LastRequest() {
      slot.begin(1, 1);
    }

    @Actor
    public void worker() {
      slot.end(3, true);
    }

    @Actor
    public void reader(IIII_Result seen) {
      int before = counted();
      seen.r3 = slot.isBusy() ? 0 : 1;
      int after = counted();
      seen.r1 = before;
      seen.r2 = after;
      seen.r4 = slot.isDue() ? 1 : 0;
    }

    private int counted() {
      return slot.busyNanos() == 3 && slot.failedRequests() == 1 && slot.requests() == 1 ? 1 : 0;
    }
  }
}
