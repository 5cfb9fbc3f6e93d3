package io.github.servletexporter.filter.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Workers that start and end. */
public final class WorkerTableStress {

  private static final Thread FIRST = Slots.livingThread();
  private static final Thread SECOND = Slots.livingThread();

  private WorkerTableStress() {}

  /** Two threads never get the same slot, and a visible slot is always complete. */
  @JCStressTest
  @Outcome(
      id = {"0, 1, ., 2", "1, 0, ., 2"},
      expect = ACCEPTABLE,
      desc = "a slot each")
  @Outcome(expect = FORBIDDEN, desc = "one slot for two, or a slot that was not ready")
  @State
  public static class TwoNewWorkers {

    private final WorkerTable table = table(new Told());

    @Actor
    public void worker(IIII_Result result) {
      result.r1 = table.add(FIRST, Slots.assignment(), 0).number();
    }

    @Actor
    public void otherWorker(IIII_Result result) {
      result.r3 = (int) table.live().stream().filter(TwoNewWorkers::isNew).count();
      result.r2 = table.add(SECOND, Slots.assignment(), 0).number();
    }

    @Arbiter
    public void afterwards(IIII_Result result) {
      boolean whole = table.live().stream().allMatch(TwoNewWorkers::isNew);
      result.r4 = whole && table.live().size() == 2 ? table.all().get("pool").size() : -1;
    }

    private static boolean isNew(WorkerSlot slot) {
      return slot.activeMethod() == WorkerSlot.IDLE
          && slot.thread().isAlive()
          && slot.requests() == 0;
    }
  }

  /**
   * The end of a worker is reported once, regardless of the thread that notices it; the next worker
   * gets its slot.
   */
  @JCStressTest
  @Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "reported once, slot taken over")
  @Outcome(expect = FORBIDDEN, desc = "reported never or twice, or a slot was lost")
  @State
  public static class PurgeAndNewWorker {

    private final Told told = new Told();
    private final WorkerTable table = table(told);

    public PurgeAndNewWorker() {
      table.add(Slots.deadThread(), Slots.assignment(), 0);
    }

    @Actor
    public void purge() {
      table.purge(0);
    }

    @Actor
    public void newWorker(IIII_Result result) {
      result.r1 = table.add(FIRST, Slots.assignment(), 0).number();
    }

    @Arbiter
    public void afterwards(IIII_Result result) {
      result.r2 = told.ended.get();
      result.r3 = table.live().size();
      result.r4 = table.all().get("pool").size();
    }
  }

  /**
   * A worker that starts during the close is reported as started and stopped, or not at all; a
   * worker that ended before is reported as ended.
   */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 1, 1", "1, 1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "both or neither")
  @Outcome(expect = FORBIDDEN, desc = "never, twice, or for the wrong reason")
  @State
  public static class NewWorkerAndClose {

    private final Told told = new Told();
    private final WorkerTable table = table(told);

    public NewWorkerAndClose() {
      table.add(Slots.deadThread(), Slots.assignment(), 0);
      told.started.set(0);
    }

    @Actor
    public void newWorker() {
      table.add(FIRST, Slots.assignment(), 0);
      table.close(0);
    }

    @Actor
    public void close() {
      table.close(0);
      table.purge(0);
    }

    @Arbiter
    public void afterwards(IIII_Result result) {
      result.r1 = told.started.get();
      result.r2 = told.stopped.get();
      result.r3 = told.ended.get();
      result.r4 = table.live().size();
    }
  }

  /** Requests that outlive the web application are counted separately and become due once each. */
  @JCStressTest
  @Outcome(
      id = {"0, 1, 2, 2", "1, 0, 2, 2"},
      expect = ACCEPTABLE,
      desc = "a slot each")
  @Outcome(expect = FORBIDDEN, desc = "two threads in one slot")
  @State
  public static class RequestsAndClose {

    private final Told told = new Told();
    private final WorkerTable table = table(told);

    @Actor
    public void cutRequest(IIII_Result result) {
      result.r1 = serve(FIRST);
    }

    @Actor
    public void closeAndLateRequest(IIII_Result result) {
      table.close(0);
      result.r2 = serve(SECOND);
    }

    private int serve(Thread thread) {
      WorkerSlot slot = table.add(thread, Slots.assignment(), 0);
      slot.begin(1, 0);
      table.end(slot, 1, false);
      return slot.number();
    }

    @Arbiter
    public void afterwards(IIII_Result result) {
      List<WorkerSlot> slots = table.all().get("pool");
      result.r3 = slots.stream().mapToInt(slot -> (int) slot.requests()).sum();
      result.r4 = told.due.get();
    }
  }

  /** Virtual threads that end at the same time are all counted. */
  @JCStressTest
  @Outcome(
      id = {"0, 2", "1, 2", "2, 2"},
      expect = ACCEPTABLE,
      desc = "both are counted")
  @Outcome(expect = FORBIDDEN, desc = "one was lost")
  @State
  public static class VirtualWorkersEnd {

    private final Told told = new Told();
    private final VirtualWorkers workers = new VirtualWorkers();

    @Actor
    public void worker() {
      serve();
    }

    @Actor
    public void otherWorker(II_Result result) {
      result.r1 = (int) workers.requests();
      serve();
    }

    private void serve() {
      WorkerSlot slot = workers.slot(Thread.currentThread(), 0, told, e -> {});
      slot.begin(1, 0);
      slot.end(1, true);
      workers.add(slot);
    }

    @Arbiter
    public void afterwards(II_Result result) {
      boolean same =
          workers.requests() == workers.failedRequests()
              && workers.requests() == workers.busyNanos()
              && "pool".equals(workers.pool());
      result.r2 = same ? (int) workers.requests() : -1;
    }
  }

  private static WorkerTable table(WorkerObserver observer) {
    return new WorkerTable(
        observer,
        e -> {
          throw new AssertionError(e);
        });
  }

  /** Observer that counts notifications of the table. */
  private static final class Told implements WorkerObserver {

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    @Override
    public Assignment assign(Thread thread) {
      return Slots.assignment();
    }

    @Override
    public void started(WorkerSlot slot) {
      started.incrementAndGet();
    }

    @Override
    public void due(WorkerSlot slot) {
      due.incrementAndGet();
    }

    @Override
    public void ended(EndedWorker worker) {
      (worker.reason() == RecycleReason.STOPPED ? stopped : ended).incrementAndGet();
    }
  }
}
