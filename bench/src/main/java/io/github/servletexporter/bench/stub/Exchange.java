package io.github.servletexporter.bench.stub;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** One thread's request, response and chain. */
public final class Exchange {
  private static final FilterChain CHAIN = (request, response) -> {};

  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();

  /** Creates the exchange of one thread. */
  public Exchange() {}

  /**
   * Sends one request through a filter to a servlet that does nothing.
   *
   * @param filter the filter
   * @return the status of the response, for a benchmark to consume
   * @throws ServletException what the filter throws
   * @throws IOException what the filter throws
   */
  public int passThrough(Filter filter) throws ServletException, IOException {
    request.recycle();
    filter.doFilter(request, response, CHAIN);
    return response.getStatus();
  }
}
