package io.github.servletexporter.filter.meter;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Cells of one series of a histogram. Writers rarely contend and never wait for a reader.
 *
 * <p>Thread-safe. Each of the first workers has a stripe of its own and adds to it without an
 * atomic operation. The others share a few stripes. A stripe consists of pages, which are created
 * when an observation falls into them, so that a series needs memory only for the durations that
 * occur. The sum of the values is kept beside the cells, page by page. A reader adds up all pages;
 * the count is the sum of the cells, so that the two always agree, and the sum of the values may
 * include one observation per writer more or less.
 */
final class HistogramCells implements HistogramDataPoint {

  /** Number of workers that have a stripe of their own, a power of two. */
  static final int OWN_STRIPES = 64;

  /** Twice the processors but at most 16, so that running threads rarely share a stripe. */
  static final int SHARED_STRIPES =
      Math.min(16, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 2);

  /** Bits of a cell's number within a page: a page covers about four octaves. */
  private static final int PAGE_BITS = 5;

  private static final int PAGE_CELLS = 1 << PAGE_BITS;

  /** Padding of 128 bytes, because processors fetch cache lines in adjacent pairs. */
  private static final int PADDING_CELLS = 16;

  private static final int SUM = PADDING_CELLS + PAGE_CELLS;
  private static final int PAGE_LENGTH = SUM + 1 + PADDING_CELLS;
  private static final long ARRAY_BYTES = 16;
  private static final long REFERENCE_BYTES = 4;
  private static final long PAGE_BYTES = ARRAY_BYTES + PAGE_LENGTH * (long) Long.BYTES;

  /** Stripe that every series may always extend; the first of the shared ones. */
  private static final int BASE = OWN_STRIPES;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle PAGE = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[][][].class);

  private final BucketLayout layout;
  private final CellMemory memory;

  /** Created with the first exemplar. */
  private volatile @Nullable LatestExemplars exemplars;

  private final int pages;

  /** Pages by stripe and by the first of their cells; null where there is none. */
  private final long[][][] stripes = new long[OWN_STRIPES + SHARED_STRIPES][][];

  HistogramCells(BucketLayout layout, CellMemory memory) {
    this.layout = layout;
    this.memory = memory;
    this.pages = (layout.cells() + PAGE_CELLS - 1) >>> PAGE_BITS;
  }

  @Override
  public void observe(int writer, long raw) {
    int cell = layout.cellOf(raw);
    if (isOwner(writer)) {
      long[][] own = stripe(writer);
      long[] page = own == null ? null : page(own, cell >>> PAGE_BITS);
      if (page != null) {
        addAlone(page, cell, raw);
        return;
      }
    }
    observeElsewhere(writer, cell, raw);
  }

  private static boolean isOwner(int writer) {
    return (writer & -OWN_STRIPES) == 0;
  }

  private void observeElsewhere(int writer, int cell, long raw) {
    long[] own = isOwner(writer) ? pageWithin(writer, cell) : null;
    if (own != null) {
      addAlone(own, cell, raw);
      return;
    }
    long[] shared = pageWithin(BASE + (writer & (SHARED_STRIPES - 1)), cell);
    addAtomically(
        shared != null ? shared : addPage(addStripe(BASE), cell >>> PAGE_BITS), cell, raw);
  }

  /** Adds an observation to a page to which no other thread writes. */
  private static void addAlone(long[] page, int cell, long raw) {
    int index = PADDING_CELLS + (cell & (PAGE_CELLS - 1));
    CELL.setOpaque(page, index, page[index] + 1);
    CELL.setOpaque(page, SUM, page[SUM] + raw);
  }

  private static void addAtomically(long[] page, int cell, long raw) {
    long unused = (long) CELL.getAndAdd(page, PADDING_CELLS + (cell & (PAGE_CELLS - 1)), 1L);
    unused = (long) CELL.getAndAdd(page, SUM, raw);
  }

  /** Returns the page of a cell, or null if there is no memory left for it. */
  private long @Nullable [] pageWithin(int index, int cell) {
    long[][] stripe = stripe(index);
    if (stripe == null) {
      if (!memory.take(ARRAY_BYTES + (long) pages * REFERENCE_BYTES)) {
        return null;
      }
      stripe = addStripe(index);
    }
    long[] page = page(stripe, cell >>> PAGE_BITS);
    return page != null || !memory.take(PAGE_BYTES) ? page : addPage(stripe, cell >>> PAGE_BITS);
  }

  private long[][] addStripe(int index) {
    long[][] fresh = new long[pages][];
    long[][] present = (long[][]) STRIPE.compareAndExchange(stripes, index, (long[][]) null, fresh);
    return present == null ? fresh : present;
  }

  private static long[] addPage(long[][] stripe, int number) {
    long[] fresh = new long[PAGE_LENGTH];
    long[] present = (long[]) PAGE.compareAndExchange(stripe, number, (long[]) null, fresh);
    return present == null ? fresh : present;
  }

  private long @Nullable [][] stripe(int index) {
    return (long[][]) STRIPE.getAcquire(stripes, index);
  }

  private static long @Nullable [] page(long[][] stripe, int number) {
    return (long[]) PAGE.getAcquire(stripe, number);
  }

  @Override
  public boolean needsExemplar(long raw, long nanos) {
    LatestExemplars present = exemplars;
    return present == null || present.needs(layout.classicBucket(layout.cellOf(raw)), nanos);
  }

  @Override
  public void addExemplar(long raw, long nanos, Labels trace) {
    LatestExemplars present = exemplars;
    if (present == null) {
      present = new LatestExemplars(layout.exposedBounds().length);
      exemplars = present; // if two threads do this, one exemplar is lost
    }
    Exemplar exemplar = new Exemplar(layout.exposed(raw), trace, System.currentTimeMillis());
    present.add(layout.classicBucket(layout.cellOf(raw)), exemplar, nanos);
  }

  /** Returns the exemplars, at most one for each classic bucket. */
  Exemplars exemplars() {
    LatestExemplars present = exemplars;
    return present == null ? Exemplars.EMPTY : present.snapshot();
  }

  /** Returns the number of stripes that exist. */
  int stripes() {
    int count = 0;
    for (int index = 0; index < stripes.length; index++) {
      count += stripe(index) == null ? 0 : 1;
    }
    return count;
  }

  /**
   * Adds the counts of all cells to an array, one element for each cell.
   *
   * @return the sum of the observed values
   */
  long addTo(long[] counts) {
    long sum = 0;
    for (int index = 0; index < stripes.length; index++) {
      long[][] stripe = stripe(index);
      if (stripe != null) {
        for (int number = 0; number < pages; number++) {
          sum += addTo(counts, number << PAGE_BITS, page(stripe, number));
        }
      }
    }
    return sum;
  }

  private static long addTo(long[] counts, int first, long @Nullable [] page) {
    if (page == null) {
      return 0;
    }
    for (int i = 0; i < Math.min(PAGE_CELLS, counts.length - first); i++) {
      counts[first + i] += (long) CELL.getOpaque(page, PADDING_CELLS + i);
    }
    return (long) CELL.getOpaque(page, SUM);
  }
}
