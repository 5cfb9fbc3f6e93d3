package io.github.servletexporter.filter.body;

/** How request and response body sizes are observed: key {@code sizes}. */
public enum SizeMode {
  /** No sizes. */
  OFF,
  /**
   * What {@code Content-Length} declares; nothing is wrapped, undeclared bodies are not observed.
   */
  DECLARED,
  /** Bytes that pass through the request's and response's streams, which are wrapped for it. */
  COUNTED
}
