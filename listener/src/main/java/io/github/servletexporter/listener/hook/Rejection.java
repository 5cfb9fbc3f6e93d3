package io.github.servletexporter.listener.hook;

import java.util.Locale;
import java.util.Objects;

/**
 * Request that was rejected before it reached the application. Immutable.
 *
 * <p>No component contains text of the client: method, route and violation have a bounded set of
 * values.
 *
 * @param kind check that rejected the request
 * @param violation rule that the request violated, as in the label {@code violation} of {@code
 *     servlet_framing_violations_total}; empty if there is no such rule
 * @param status status of the response
 * @param method request method, {@code _OTHER} if it is not a standard one
 * @param route route as in the metrics; never the path of the request
 */
public record Rejection(Kind kind, String violation, int status, String method, String route) {

  /** Check that rejects requests. */
  public enum Kind {
    /** The framing guard: the end of the request was ambiguous. */
    FRAMING,
    /** The drain: the web application was about to end. */
    DRAIN,
    /** The queue deadline: the request had waited too long before it was processed. */
    DEADLINE;

    /** Returns the name of the kind in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Validates the components.
   *
   * @throws NullPointerException if a component is null
   */
  public Rejection {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(violation, "violation");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(route, "route");
  }
}
