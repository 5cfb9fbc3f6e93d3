package io.github.servletexporter.it.server;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a test server.
 *
 * @param contextPath the web application's context path, empty for the root
 * @param compliance the leniency of the HTTP parser
 * @param http2 whether the port also supports HTTP/2 without TLS
 * @param recycling the pool that recycles its workers, or null for the container's default
 * @param forwarded whether the container takes the client's address from forwarding fields
 * @param counter whether the counter of servlet-exporter-container is installed
 */
public record ContainerSettings(
    String contextPath,
    Compliance compliance,
    boolean http2,
    @Nullable Recycling recycling,
    boolean forwarded,
    boolean counter) {

  /**
   * Creates settings with the counter and without forwarding fields.
   *
   * @param contextPath the web application's context path, empty for the root
   * @param compliance the leniency of the HTTP parser
   * @param http2 whether the port also supports HTTP/2 without TLS
   * @param recycling the pool that recycles its workers, or null for the container's default
   */
  public ContainerSettings(
      String contextPath, Compliance compliance, boolean http2, @Nullable Recycling recycling) {
    this(contextPath, compliance, http2, recycling, false, true);
  }

  /** Context path of {@link #defaults()}, which is part of every route. */
  public static final String CONTEXT_PATH = "/app";

  /** Leniency of the HTTP parser. */
  public enum Compliance {
    /** The container's default. */
    DEFAULT,
    /** Jetty's {@code RFC2616_LEGACY}; Tomcat's most lenient settings. */
    RFC2616_LEGACY,
    /** Jetty's {@code LEGACY}; Tomcat's most lenient settings. */
    LEGACY
  }

  /**
   * Returns settings for a web application at {@value #CONTEXT_PATH}, with the parser's default
   * mode and HTTP/2.
   *
   * @return the settings
   */
  public static ContainerSettings defaults() {
    return new ContainerSettings(CONTEXT_PATH, Compliance.DEFAULT, true, null);
  }

  /**
   * Returns settings for a web application at the root, without HTTP/2: an upgrade would hide the
   * framing of HTTP/1.1.
   *
   * @param compliance the leniency of the HTTP parser
   * @return the settings
   */
  public static ContainerSettings atRoot(Compliance compliance) {
    return new ContainerSettings("", compliance, false, null);
  }

  /**
   * Returns the defaults for a server that takes the client's address from forwarding fields.
   *
   * @param counter whether the counter of servlet-exporter-container is installed
   * @return the settings
   */
  public static ContainerSettings forwarded(boolean counter) {
    return new ContainerSettings(CONTEXT_PATH, Compliance.DEFAULT, true, null, true, counter);
  }

  /**
   * Returns the defaults with a pool that recycles its workers.
   *
   * @param recycling the pool
   * @return the settings
   */
  public static ContainerSettings recycling(Recycling recycling) {
    return new ContainerSettings(CONTEXT_PATH, Compliance.DEFAULT, true, recycling);
  }

  /**
   * Pool of a fixed size that recycles its workers.
   *
   * @param threads the number of threads that serve requests
   * @param maxRequests the number of requests after which a worker ends
   * @param maxRequestsJitter the maximum that is added to the limit
   */
  public record Recycling(int threads, int maxRequests, int maxRequestsJitter) {}
}
