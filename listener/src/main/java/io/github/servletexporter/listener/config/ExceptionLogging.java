package io.github.servletexporter.listener.config;

/** Logging of uncaught exceptions: key {@code log-exceptions}. */
public enum ExceptionLogging {
  /** Only where the container does not log them. */
  AUTO,
  /** Always, also where the container logs them. */
  TRUE,
  /** Never. */
  FALSE
}
