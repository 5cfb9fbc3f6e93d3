package io.github.servletexporter.it.server;

import org.jspecify.annotations.Nullable;

/**
 * How a server is set up.
 *
 * @param contextPath the web application's context path, empty for the root
 * @param compliance how lenient the HTTP parser is
 * @param http2 whether the port speaks HTTP/2 without TLS too
 * @param recycling the pool that recycles its workers, or null for the container's own
 */
public record ServerSettings(
    String contextPath, Compliance compliance, boolean http2, @Nullable Recycling recycling) {

  /** The context path of {@link #defaults()}; a path of its own shows up in every route. */
  public static final String CONTEXT_PATH = "/app";

  /** How lenient the HTTP parser is. */
  public enum Compliance {
    /** As the container comes. */
    DEFAULT,
    /** Jetty's {@code RFC2616_LEGACY}; Tomcat's most lenient settings. */
    RFC2616_LEGACY,
    /** Jetty's {@code LEGACY}; Tomcat's most lenient settings. */
    LEGACY
  }

  /**
   * A web application at {@value #CONTEXT_PATH} behind a parser in its default mode, with HTTP/2.
   *
   * @return the settings
   */
  public static ServerSettings defaults() {
    return new ServerSettings(CONTEXT_PATH, Compliance.DEFAULT, true, null);
  }

  /**
   * A web application at the root, without HTTP/2: an upgrade would hide how HTTP/1.1 is framed.
   *
   * @param compliance how lenient the HTTP parser is
   * @return the settings
   */
  public static ServerSettings atRoot(Compliance compliance) {
    return new ServerSettings("", compliance, false, null);
  }

  /**
   * The defaults with a pool of ours.
   *
   * @param recycling the pool
   * @return the settings
   */
  public static ServerSettings recycling(Recycling recycling) {
    return new ServerSettings(CONTEXT_PATH, Compliance.DEFAULT, true, recycling);
  }

  /**
   * A pool that recycles its workers, of a fixed size.
   *
   * @param threads how many threads serve requests
   * @param maxRequests after how many requests a worker ends
   * @param maxRequestsJitter the most that is added to it
   */
  public record Recycling(int threads, int maxRequests, int maxRequestsJitter) {}
}
