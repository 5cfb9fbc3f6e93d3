package io.github.servletexporter.it.framing;

import org.jspecify.annotations.Nullable;

/**
 * Request that is followed by {@code GET /second} on the same connection: if the latter is
 * answered, the server saw the end of the first request where the case has it.
 *
 * @param name a unique name that may stand in a query
 * @param text the bytes, one character for each, with {@value #TARGET} for the path
 * @param verdict the verdict of RFC 9112
 * @param violation the label under which the filter counts it if it comes that far; null when the
 *     case does not specify one
 */
public record FramingCase(String name, String text, Verdict verdict, @Nullable String violation) {
  /** Placeholder for the request's path in the text. */
  public static final String TARGET = "{T}";

  /** Verdict of RFC 9112 on a request. */
  public enum Verdict {
    /** It is well formed and has one reading. */
    VALID,
    /** A server must not accept it. */
    REJECT,
    /** A server may accept it, although it is not well formed. */
    LENIENT,
    /** It is well formed, but other servers are known to interpret it differently. */
    AMBIGUOUS
  }

  /**
   * Returns the request for a path.
   *
   * @param path takes the place of {@value #TARGET}
   * @return the bytes to send, one character for each
   */
  public String to(String path) {
    return text.replace(TARGET, path);
  }

  /**
   * Returns the method of the first request.
   *
   * @return the text before the first blank
   */
  public String method() {
    String line = text.stripLeading();
    return line.substring(0, line.indexOf(' '));
  }

  /**
   * Returns whether the case asks for the connection to be closed, so that a correct server does
   * not answer the second request.
   *
   * @return true with {@code Connection: close}, and for HTTP/1.0 without keep-alive
   */
  public boolean endsConnection() {
    return text.contains("Connection: close")
        || (text.contains(" HTTP/1.0\r\n") && !text.contains("keep-alive"));
  }

  @Override
  public String toString() {
    return name;
  }
}
