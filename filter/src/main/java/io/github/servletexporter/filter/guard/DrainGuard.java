package io.github.servletexporter.filter.guard;

import io.github.servletexporter.filter.guard.RejectionListener.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Guard that refuses new requests while the web application drains before it stops.
 *
 * <p>Thread-safe. Until the drain starts it costs one volatile read.
 */
public final class DrainGuard implements RequestGuard {

  /** Seconds until a retry: another instance answers at once, a redeployment takes seconds. */
  private static final int RETRY_AFTER_SECONDS = 5;

  private static final Refusal REFUSAL =
      new Refusal(
          Kind.DRAIN,
          "",
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "the application is about to stop",
          true,
          RETRY_AFTER_SECONDS);

  private volatile boolean draining;

  /** Refuses every new request from now on. */
  public void start() {
    draining = true;
  }

  @Override
  public @Nullable Refusal inspect(HttpServletRequest request, int writer) {
    return draining ? REFUSAL : null;
  }
}
