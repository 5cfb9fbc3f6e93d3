package io.github.servletexporter.bench;

import io.github.servletexporter.bench.peer.Peer;
import io.github.servletexporter.bench.stub.Exchange;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Benchmark of one synchronous request through one filter. All threads share the filter and its one
 * series.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RequestPathBenchmark {
  /** Creates the benchmark. */
  public RequestPathBenchmark() {}

  /**
   * Sends a request.
   *
   * @param subject the filter of all threads
   * @param client this thread's request
   * @return the status, so that the call is not optimised away
   * @throws ServletException never, here
   * @throws IOException never, here
   */
  @Benchmark
  public int request(FilterUnderTest subject, Client client) throws ServletException, IOException {
    return client.exchange.passThrough(subject.filter);
  }

  /** The filter, shared by all threads. */
  @State(Scope.Benchmark)
  public static class FilterUnderTest {
    /** The filter under test; JMH sets it. */
    @Param public Peer peer = Peer.EMPTY;

    private Filter filter = Peer.EMPTY.open().filter();

    /** Creates the state, with nothing opened. */
    public FilterUnderTest() {}

    /** Opens the filter. */
    @Setup
    public void open() {
      filter = peer.open().filter();
    }

    /**
     * Lets the collector lay the objects out as in a server that has run for a while: what lives
     * long stands side by side, so threads that write to neighbours contend here as they do there.
     */
    @Setup(Level.Iteration)
    public void compact() {
      System.gc();
    }

    /** Stops the filter. */
    @TearDown
    public void close() {
      filter.destroy();
    }
  }

  /** The request and response of one thread. */
  @State(Scope.Thread)
  public static class Client {
    private final Exchange exchange = new Exchange();

    /** Creates the request. */
    public Client() {}
  }
}
