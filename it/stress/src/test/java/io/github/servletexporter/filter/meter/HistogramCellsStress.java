package io.github.servletexporter.filter.meter;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** No observation is lost, and no count decreases for a reader. */
public final class HistogramCellsStress {

  private static final BucketLayout LAYOUT = BucketLayout.seconds(BucketLayout.DEFAULT_SECONDS);

  private HistogramCellsStress() {}

  private static HistogramCells cells(long maxBytes) {
    return new HistogramCells(LAYOUT, CellMemory.ofBytes(maxBytes));
  }

  private static int count(HistogramCells cells) {
    long[] counts = new long[LAYOUT.cells()];
    cells.addTo(counts);
    int count = 0;
    for (long some : counts) {
      count += (int) some;
    }
    return count;
  }

  private static int sum(HistogramCells cells) {
    return (int) cells.addTo(new long[LAYOUT.cells()]);
  }

  /** Threads that are no workers create and use the same page. */
  @JCStressTest
  @Outcome(id = "4, 10", expect = ACCEPTABLE, desc = "all")
  @Outcome(expect = FORBIDDEN, desc = "lost")
  @State
  public static class SharedPage {

    private final HistogramCells cells = cells(Long.MAX_VALUE);

    @Actor
    public void writer() {
      cells.observe(-1, 1);
      cells.observe(-1, 2);
    }

    @Actor
    public void otherWriter() {
      cells.observe(-1, 3);
      cells.observe(-1, 4);
    }

    @Arbiter
    public void afterwards(II_Result result) {
      result.r1 = count(cells);
      result.r2 = sum(cells);
    }
  }

  /** A worker with a stripe of its own, beside a thread that is none. */
  @JCStressTest
  @Outcome(id = "4, 10", expect = ACCEPTABLE, desc = "all")
  @Outcome(expect = FORBIDDEN, desc = "lost")
  @State
  public static class OwnStripe {

    private final HistogramCells cells = cells(Long.MAX_VALUE);

    @Actor
    public void worker() {
      cells.observe(0, 1);
      cells.observe(0, 2);
    }

    @Actor
    public void stranger() {
      cells.observe(Integer.MIN_VALUE, 3);
      cells.observe(Integer.MIN_VALUE, 4);
    }

    @Arbiter
    public void afterwards(II_Result result) {
      result.r1 = count(cells);
      result.r2 = sum(cells);
    }
  }

  /** Two workers for which no memory is left, so that they share what there is in any case. */
  @JCStressTest
  @Outcome(id = "4, 10", expect = ACCEPTABLE, desc = "all")
  @Outcome(expect = FORBIDDEN, desc = "lost")
  @State
  public static class NoMemory {

    private final HistogramCells cells = cells(0);

    @Actor
    public void worker() {
      cells.observe(0, 1);
      cells.observe(0, 2);
    }

    @Actor
    public void otherWorker() {
      cells.observe(1, 3);
      cells.observe(1, 4);
    }

    @Arbiter
    public void afterwards(II_Result result) {
      result.r1 = count(cells);
      result.r2 = sum(cells);
    }
  }

  /** A scrape beside a worker; the second of two scrapes shows at least as much as the first. */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 2", "0, 1, 2", "0, 2, 2", "1, 1, 2", "1, 2, 2", "2, 2, 2"},
      expect = ACCEPTABLE,
      desc = "what has been observed so far")
  @Outcome(expect = FORBIDDEN, desc = "lost, or something went back")
  @State
  public static class Scrapes {

    private final HistogramCells cells = cells(Long.MAX_VALUE);

    @Actor
    public void worker() {
      cells.observe(0, 1);
      cells.observe(0, 1_000_000);
    }

    @Actor
    public void scrape(III_Result result) {
      result.r1 = count(cells);
      result.r2 = count(cells);
    }

    @Arbiter
    public void afterwards(III_Result result) {
      result.r3 = count(cells);
    }
  }
}
