package io.github.servletexporter.it.framing;

import org.jspecify.annotations.Nullable;

/**
 * A request and right behind it, on the same connection, {@code GET /second}: when that is
 * answered, the server took the first request to end where the case says that it ends.
 *
 * @param name a unique name that may stand in a query
 * @param text the bytes, one character for each, with {@value #TARGET} for the path
 * @param verdict what RFC 9112 says of it
 * @param violation the label under which the filter counts it if it comes that far; null when the
 *     case says nothing of it
 */
public record FramingCase(String name, String text, Verdict verdict, @Nullable String violation) {
  /** Stands for the request's path in the text. */
  public static final String TARGET = "{T}";

  /** What RFC 9112 says of a request. */
  public enum Verdict {
    /** It is well formed and has one reading. */
    VALID,
    /** A server must not accept it. */
    REJECT,
    /** A server may accept it, although it is not well formed. */
    LENIENT,
    /** It is well formed, but others are known to read it in another way. */
    AMBIGUOUS
  }

  /**
   * The request for a path.
   *
   * @param path takes the place of {@value #TARGET}
   * @return the bytes to send, one character for each
   */
  public String to(String path) {
    return text.replace(TARGET, path);
  }

  /**
   * The method of the first request.
   *
   * @return what stands before the first blank
   */
  public String method() {
    String line = text.stripLeading();
    return line.substring(0, line.indexOf(' '));
  }

  /**
   * Whether the case asks for the connection to be closed, so that not even a correct server
   * answers the second request.
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
