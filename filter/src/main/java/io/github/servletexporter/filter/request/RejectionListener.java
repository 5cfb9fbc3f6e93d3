package io.github.servletexporter.filter.request;

/**
 * Is told of requests that were answered in the application's place.
 *
 * <p>Called on the request's thread: it must not wait. Thread-safe. What it throws is counted and
 * ends there.
 */
@FunctionalInterface
public interface RejectionListener {

  /** Why a request was not let through. */
  enum Kind {
    /** Its framing is ambiguous. */
    FRAMING,
    /** The web application is about to stop. */
    DRAIN,
    /** It had waited too long before it came. */
    DEADLINE
  }

  /**
   * A request was refused.
   *
   * @param kind why
   * @param detail the rule that it broke; empty where there is only one
   * @param status the status that it was answered with
   * @param method label of its method
   * @param route label of its route as far as it is known before the chain
   */
  void rejected(Kind kind, String detail, int status, String method, String route);

  /** Returns the listener that does nothing. */
  static RejectionListener none() {
    return (kind, detail, status, method, route) -> {};
  }
}
