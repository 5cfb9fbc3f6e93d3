package io.github.servletexporter.listener.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the request handler answer within its time, and keeps its failures to us. Thread-safe. */
final class JdkHandler implements HttpHandler {

  /** Prometheus tells how long it waits. */
  private static final String SCRAPE_TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";

  /** The default of Prometheus' scrape_timeout. */
  private static final double MAX_SECONDS = 10;

  private final RequestHandler handler;
  private final ConnectionThreads threads;
  private final Consumer<Throwable> onFailure;

  JdkHandler(RequestHandler handler, ConnectionThreads threads, Consumer<Throwable> onFailure) {
    this.handler = handler;
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
   * What has a body is never through with reading: the server goes on with it after the answer, and
   * a client that does not send it would hold the thread for as long as an answer may take.
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
      handler.handle(exchange);
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
        // The client's nonsense changes nothing.
      }
    }
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
