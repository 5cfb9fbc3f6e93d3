package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import jakarta.servlet.FilterChain;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Budget of a synchronous request: no allocated bytes, two readings of the clock. */
class AllocationTest {

  private static final int WARM_UP = 50_000;
  private static final int REQUESTS = 10_000;

  private static final FilterChain OK = (request, response) -> {};

  private final CountingTicker ticker = new CountingTicker();
  private final RequestInstrumenter instrumenter = instrumenter(RouteRules.none());

  @Test
  void allocatesNothingForASynchronousRequest() throws Exception {
    assertThat(allocatedBytes(instrumenter)).isLessThan(REQUESTS);
  }

  @Test
  void allocatesNothingForARuledRoute() throws Exception {
    assertThat(allocatedBytes(instrumenter(RouteRules.of(List.of("/users/{id}", "/")))))
        .isLessThan(REQUESTS);
  }

  /** The first request takes the only series of the route, and the others are folded. */
  @Test
  void allocatesNothingForAFoldedSeries() throws Exception {
    RequestInstrumenter small = instrumenter(RouteRules.none(), limitedTo(2));
    run(small, new StubRequest(), new StubResponse(), 1);
    StubResponse created = new StubResponse();
    created.setStatus(201);

    assertThat(allocatedBytes(small, created)).isLessThan(REQUESTS);
  }

  @Test
  void allocatesNothingBeyondTheLimit() throws Exception {
    RequestInstrumenter full = instrumenter(RouteRules.none(), limitedTo(1));
    run(full, new StubRequest(), new StubResponse(), 1);
    StubResponse created = new StubResponse();
    created.setStatus(201);

    assertThat(allocatedBytes(full, created)).isLessThan(REQUESTS);
  }

  private static MeterConfig limitedTo(int maxSeries) {
    MeterConfig defaults = MeterConfig.defaults();
    return new MeterConfig(defaults.buckets(), maxSeries, defaults.methods());
  }

  private static long allocatedBytes(RequestInstrumenter instrumenter) throws Exception {
    return allocatedBytes(instrumenter, new StubResponse());
  }

  /**
   * Returns the allocated bytes; one object per request would be at least 16 bytes times requests.
   */
  private static long allocatedBytes(RequestInstrumenter instrumenter, StubResponse response)
      throws Exception {
    StubRequest request = new StubRequest();
    run(instrumenter, request, response, WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long own = threads.getCurrentThreadAllocatedBytes() - before;
    run(instrumenter, request, response, REQUESTS);
    return threads.getCurrentThreadAllocatedBytes() - before - own;
  }

  @Test
  void readsTheClockTwice() throws Exception {
    ticker.readings = 0;

    run(instrumenter, new StubRequest(), new StubResponse(), 1);

    assertThat(ticker.readings).isEqualTo(2);
  }

  private RequestInstrumenter instrumenter(RouteRules rules) {
    return instrumenter(rules, MeterConfig.defaults());
  }

  private RequestInstrumenter instrumenter(RouteRules rules, MeterConfig meter) {
    return new RequestInstrumenter(
        new FilterSettings(
            new WebApp("", AllocationTest.class.getClassLoader()),
            FramingMode.REJECT,
            SizeMode.DECLARED,
            rules,
            List.of(),
            FrameworkAttributes.none(),
            meter,
            Supervision.none()),
        ticker);
  }

  private static void run(
      RequestInstrumenter instrumenter, StubRequest request, StubResponse response, int requests)
      throws Exception {
    for (int i = 0; i < requests; i++) {
      instrumenter.filter(request, response, OK);
    }
  }

  private static final class CountingTicker implements Ticker {

    private int readings;

    @Override
    public long nanos() {
      readings++;
      return System.nanoTime();
    }
  }
}
