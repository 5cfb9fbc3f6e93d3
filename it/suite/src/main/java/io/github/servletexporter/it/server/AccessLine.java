package io.github.servletexporter.it.server;

/**
 * A line of an access log, written with {@link #PATTERN}.
 *
 * @param method the method, {@code -} when the request line was not understood
 * @param status the status that the container says it sent
 * @param path the path without the query
 * @param id the value of the request's {@value #ID_HEADER} field, {@code -} without one
 */
public record AccessLine(String method, int status, String path, String id) {
  /** Request field by which a test identifies its own request. */
  public static final String ID_HEADER = "X-Request-Id";

  /**
   * Pattern of the line, in the syntax that Tomcat's access log valve and Jetty's CustomRequestLog
   * share.
   */
  public static final String PATTERN = "%m %s %U %{" + ID_HEADER + "}i";

  private static final int FIELDS = 4;

  /**
   * Reads a line.
   *
   * @param line a line without its end
   * @return its parts
   */
  public static AccessLine parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != FIELDS) {
      throw new IllegalArgumentException("not an access line: " + line);
    }
    return new AccessLine(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
  }
}
