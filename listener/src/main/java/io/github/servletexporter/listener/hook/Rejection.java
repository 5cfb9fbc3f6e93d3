package io.github.servletexporter.listener.hook;

import java.util.Locale;
import java.util.Objects;

/**
 * A request that was refused before the application saw it. Immutable.
 *
 * <p>Nothing in it is the client's own text: method, route and violation come from bounded sets.
 *
 * @param kind who refused it
 * @param violation what was wrong with it, as in the label {@code violation} of {@code
 *     servlet_framing_violations_total}; empty when nothing was
 * @param status the status that the client got
 * @param method its method, {@code _OTHER} if it is no standard one
 * @param route its route as in the metrics; never the path that the client sent
 */
public record Rejection(Kind kind, String violation, int status, String method, String route) {

  /** Who refuses requests. */
  public enum Kind {
    /** Its framing was ambiguous: the framing guard. */
    FRAMING,
    /** The web application was about to end. */
    DRAIN,
    /** It had waited so long that its client had given it up. */
    DEADLINE;

    /** Returns the kind's name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks that all is there.
   *
   * @throws NullPointerException if anything is null
   */
  public Rejection {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(violation, "violation");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(route, "route");
  }
}
