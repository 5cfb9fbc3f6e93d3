package io.github.servletexporter.filter.guard;

import io.github.servletexporter.filter.meter.ErrorTypes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Response that a guard sends instead of passing a request to the application. Immutable.
 *
 * @param kind the kind of guard that refuses the request
 * @param detail the rule that the request violates; empty where the guard has only one
 * @param status the status of the response
 * @param reason a few words for the client
 * @param closesConnection whether an HTTP/1.x connection is closed after the response (RFC 9112
 *     section 9.6), so that what follows is not parsed as the next request
 * @param retryAfterSeconds the value of {@code Retry-After}, or 0 for no such field
 */
public record Refusal(
    RejectionListener.Kind kind,
    String detail,
    int status,
    String reason,
    boolean closesConnection,
    int retryAfterSeconds) {

  /**
   * Returns the error type of the request. A request with ambiguous framing is the fault of its
   * client; the others would have been answered if the application had been able to.
   */
  public String errorType() {
    return kind == RejectionListener.Kind.FRAMING
        ? ErrorTypes.REFUSED
        : ErrorTypes.ofStatus(status);
  }

  /**
   * Writes the response. It uses no error page, which would run code of the application, and does
   * not read the body of the request.
   */
  public void write(HttpServletRequest request, HttpServletResponse response) {
    byte[] body = ("Refused: " + reason + "\n").getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status);
    if (closesConnection) {
      closeConnection(request, response);
    }
    if (retryAfterSeconds > 0) {
      response.setHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }
    response.setContentType("text/plain;charset=us-ascii");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException clientAbort) {
      // The client has closed the connection.
    }
  }

  /** Closes the connection after the response. HTTP/2 and HTTP/3 have no field for this. */
  static void closeConnection(HttpServletRequest request, HttpServletResponse response) {
    if (FramingRules.appliesTo(request.getProtocol())) {
      response.setHeader("Connection", "close");
    }
  }
}
