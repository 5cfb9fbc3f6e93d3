package io.github.servletexporter.listener.config;

/** Reaction to an invalid configuration when the web application starts. */
public enum InvalidConfigAction {
  /** The web application does not start. */
  REFUSE,
  /** The web application starts without metrics; only the framing guard stays on. */
  DISABLE
}
