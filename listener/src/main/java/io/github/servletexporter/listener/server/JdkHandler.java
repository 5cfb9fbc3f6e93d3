package io.github.servletexporter.listener.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.servletexporter.listener.endpoint.Endpoint;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Handler of all requests to the HTTP server of the JDK: passes them to the endpoint, limits the
 * time of the answer and does not send exceptions to the client. Thread-safe.
 */
final class JdkHandler implements HttpHandler {

  /** Field in which Prometheus sends its scrape timeout. */
  private static final String SCRAPE_TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";

  /** Default of scrape_timeout in Prometheus. */
  private static final double MAX_SECONDS = 10;

  private final Endpoint endpoint;
  private final ConnectionThreads threads;
  private final Consumer<Throwable> onFailure;

  JdkHandler(Endpoint endpoint, ConnectionThreads threads, Consumer<Throwable> onFailure) {
    this.endpoint = endpoint;
    this.threads = threads;
    this.onFailure = onFailure;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    try (JdkExchange exchange = new JdkExchange(http)) {
      if (mayAnswer(http.getRequestHeaders())) {
        answer(exchange);
      }
    }
  }

  /**
   * Returns whether the calling thread may answer. A request with a body stays in the reading
   * state: the server reads the rest of the body after the answer, and a client that does not send
   * it would otherwise occupy the thread for as long as an answer may take.
   */
  private boolean mayAnswer(Headers fields) {
    return hasBody(fields)
        ? threads.runsHere()
        : threads.answers(nanos(fields.getFirst(SCRAPE_TIMEOUT)));
  }

  private static boolean hasBody(Headers fields) {
    String length = fields.getFirst("Content-Length");
    return fields.containsKey("Transfer-Encoding") || (length != null && !length.equals("0"));
  }

  private void answer(JdkExchange exchange) throws IOException {
    Throwable failure;
    try {
      endpoint.handle(exchange);
      failure = exchange.failure();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (failure != null) {
      onFailure.accept(failure);
      exchange.fail();
    }
  }

  static long nanos(@Nullable String timeout) {
    double seconds = MAX_SECONDS;
    if (timeout != null) {
      try {
        double wanted = Double.parseDouble(timeout);
        seconds = wanted > 0 ? Math.min(MAX_SECONDS, wanted) : MAX_SECONDS;
      } catch (NumberFormatException notPrometheus) {
        // An invalid value of the client is ignored.
      }
    }
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
