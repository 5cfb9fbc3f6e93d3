package io.github.servletexporter.filter.guard;

/**
 * Listener that is notified of requests that a guard has refused.
 *
 * <p>Implementations are thread-safe and must not block, because they are called on the request's
 * thread. An exception that they throw is counted and does not affect the request.
 */
@FunctionalInterface
public interface RejectionListener {

  /** Reason for the refusal of a request. */
  enum Kind {
    /** The framing of the message is ambiguous. */
    FRAMING,
    /** The web application is about to stop. */
    DRAIN,
    /** The request has waited too long in front of the server. */
    DEADLINE
  }

  /**
   * Handles the refusal of a request.
   *
   * @param kind the reason
   * @param detail the rule that the request violates; empty where there is only one
   * @param status the status of the response
   * @param method label of the request's method
   * @param route label of the request's route as far as it is known before the chain
   */
  void rejected(Kind kind, String detail, int status, String method, String route);

  /** Returns a listener that does nothing. */
  static RejectionListener none() {
    return (kind, detail, status, method, route) -> {};
  }
}
