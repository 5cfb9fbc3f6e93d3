package io.github.servletexporter.filter.body;

import io.github.servletexporter.filter.setting.SizeMode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sizes of the request body and the response body of a request, determined according to a {@link
 * SizeMode}.
 *
 * <p>Thread-safe.
 */
public final class BodySizes {

  /** Value for a body of unknown size. */
  public static final long UNKNOWN = -1;

  static final String CONTENT_LENGTH = "Content-Length";

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int FIRST_ERROR = 400;

  /** Request attributes with which an application lets Tomcat send a file. */
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  private final SizeMode mode;

  /** Creates an instance for a mode. */
  public BodySizes(SizeMode mode) {
    this.mode = mode;
  }

  /**
   * Returns whether transferred bytes are counted, so that request and response must be wrapped.
   */
  public boolean wraps() {
    return mode == SizeMode.COUNTED;
  }

  /** Returns a request that counts the bytes that are read from it. */
  public HttpServletRequest wrap(HttpServletRequest request, HttpServletResponse response) {
    return new CountedRequest(request, response);
  }

  /** Returns a response that counts the bytes that are written to it. */
  public HttpServletResponse wrap(HttpServletResponse response) {
    return new CountedResponse(response);
  }

  /**
   * Returns the size of the request's body in bytes, or {@link #UNKNOWN}.
   *
   * <p>This is the {@code Content-Length}. For a body without one, it is the number of bytes that
   * the application has read, if they are counted.
   *
   * @param request the request, wrapped if {@link #wraps()}
   */
  public long ofRequest(HttpServletRequest request) {
    if (mode == SizeMode.OFF) {
      return UNKNOWN;
    }
    long declared = request.getContentLengthLong();
    if (declared >= 0 || !(request instanceof CountedRequest counted)) {
      return declared;
    }
    return counted.bytes();
  }

  /**
   * Returns the size of the response's body in bytes, or {@link #UNKNOWN}.
   *
   * @param request the request, wrapped if {@link #wraps()}
   * @param response the response, wrapped if {@link #wraps()}
   * @param status the final status: 204 and 304 have no body, whatever the header fields say, and
   *     if the status differs from that of the response, the container writes its own body
   * @param failed whether the request failed, so that a container writes an error page if the
   *     status is one of an error
   */
  public long ofResponse(
      HttpServletRequest request, HttpServletResponse response, int status, boolean failed) {
    boolean replaced = status != response.getStatus() || (failed && status >= FIRST_ERROR);
    if (mode == SizeMode.OFF || replaced || status == NO_CONTENT || status == NOT_MODIFIED) {
      return UNKNOWN;
    }
    if (response instanceof CountedResponse counted) {
      return request.getAttribute(SENDFILE + "filename") == null
          ? counted.bytes()
          : ofSentFile(request);
    }
    String declared = response.getHeader(CONTENT_LENGTH);
    return declared == null ? UNKNOWN : parse(declared);
  }

  /** Returns the size of the part of a file that Tomcat sends once the request has ended. */
  private static long ofSentFile(HttpServletRequest request) {
    boolean supported = Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"));
    return supported
            && request.getAttribute(SENDFILE + "start") instanceof Long start
            && request.getAttribute(SENDFILE + "end") instanceof Long end
        ? Math.max(end - start, UNKNOWN)
        : UNKNOWN;
  }

  /**
   * Parses a {@code Content-Length}; returns {@link #UNKNOWN} for invalid text, without exception.
   */
  static long parse(String digits) {
    int length = digits.length();
    if (length == 0 || length > 18) {
      return UNKNOWN;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return UNKNOWN;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
