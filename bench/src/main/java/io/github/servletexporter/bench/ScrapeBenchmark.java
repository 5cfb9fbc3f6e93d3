package io.github.servletexporter.bench;

import io.github.servletexporter.bench.peer.Peer;
import io.github.servletexporter.bench.peer.Subject;
import io.github.servletexporter.bench.stub.Exchange;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of requests on one thread while another reads the same histogram without a pause, which
 * is the worst case of a scrape.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ScrapeBenchmark {
  private static final String GROUP = "scraped";

  /** Creates the benchmark. */
  public ScrapeBenchmark() {}

  /**
   * Sends a request.
   *
   * @param scraped the filter that is scraped
   * @return the status, so that the call is not optimised away
   * @throws ServletException never, here
   * @throws IOException never, here
   */
  @Benchmark
  @Group(GROUP)
  public int request(Scraped scraped) throws ServletException, IOException {
    return scraped.client.passThrough(scraped.subject.filter());
  }

  /**
   * Reads the histogram.
   *
   * @param scraped the filter that is scraped
   * @return its count
   */
  @Benchmark
  @Group(GROUP)
  public long scrape(Scraped scraped) {
    return scraped.subject.recorded().getAsLong();
  }

  /** A filter, the thread that sends requests through it, and the thread that reads its metrics. */
  @State(Scope.Group)
  public static class Scraped {
    /** The filter under test; JMH sets it. */
    @Param({"FLOOR", "OURS"})
    public Peer peer = Peer.EMPTY;

    private final Exchange client = new Exchange();
    private Subject subject = Peer.EMPTY.open();

    /** Creates the state, with nothing opened. */
    public Scraped() {}

    /** Opens the filter. */
    @Setup
    public void open() {
      subject = peer.open();
    }

    /** Stops the filter. */
    @TearDown
    public void close() {
      subject.filter().destroy();
    }
  }
}
