package io.github.servletexporter.listener.endpoint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Endpoint of the health checks {@value #HEALTHY} and {@value #READY}. Thread-safe.
 *
 * <p>Every client gets the status code and one word, because probes often have no credentials. The
 * reasons are sent only to clients with credentials.
 */
public final class HealthEndpoint implements Endpoint {

  /**
   * Path of the liveness check, which succeeds as long as the process answers, unless the
   * application itself says that it must be restarted.
   */
  public static final String HEALTHY = "/-/healthy";

  /** Path of the readiness check, which succeeds if the application should receive requests. */
  public static final String READY = "/-/ready";

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final Authenticator authenticator;
  private final Supplier<List<String>> reasons;
  private final Supplier<Optional<String>> broken;
  private final Supplier<Optional<String>> notice;

  /**
   * Creates the endpoint.
   *
   * @param authenticator decides which clients see the reasons
   * @param reasons reasons why the application is not ready; empty when it is ready
   * @param broken why the application must be restarted; empty if it works
   * @param notice text that the readiness check adds whatever its result is; empty for none
   */
  public HealthEndpoint(
      Authenticator authenticator,
      Supplier<List<String>> reasons,
      Supplier<Optional<String>> broken,
      Supplier<Optional<String>> notice) {
    this.authenticator = authenticator;
    this.reasons = reasons;
    this.broken = broken;
    this.notice = notice;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String path = exchange.getRequestPath();
    if (path.endsWith(READY)) {
      answer(exchange, "ready", reasons.get(), notice.get());
    } else if (path.endsWith(HEALTHY)) {
      answer(exchange, "healthy", broken.get().stream().toList(), Optional.empty());
    } else {
      PlainAnswer.send(exchange, NOT_FOUND, "not found");
    }
  }

  private void answer(
      Exchange exchange, String word, List<String> problems, Optional<String> notice)
      throws IOException {
    int status = problems.isEmpty() ? OK : SERVICE_UNAVAILABLE;
    StringBuilder text = new StringBuilder(problems.isEmpty() ? word : "not " + word);
    if (authenticator.admits(exchange)) {
      if (!problems.isEmpty()) {
        text.append(": ").append(String.join("; ", problems));
      }
      notice.ifPresent(added -> text.append("; ").append(added));
    }
    PlainAnswer.send(exchange, status, text.toString());
  }
}
