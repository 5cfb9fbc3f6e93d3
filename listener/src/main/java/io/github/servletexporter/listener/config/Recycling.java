package io.github.servletexporter.listener.config;

/** How workers may be ended: the values of {@code recycling}. */
public enum Recycling {
  /** By pools that are made for it: {@code RecyclingThreadPool} and {@code RecyclingExecutor}. */
  POOL,
  /** Also by wrapping the executors of a Tomcat's connectors from inside the web application. */
  WRAP,
  /** Not at all. */
  OFF
}
