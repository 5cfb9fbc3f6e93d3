package io.github.servletexporter.listener.config;

/** Method of recycling workers: key {@code recycling}. */
public enum Recycling {
  /** By the pools {@code RecyclingThreadPool} and {@code RecyclingExecutor}. */
  POOL,
  /** Also by wrapping the executors of Tomcat's connectors from inside the web application. */
  WRAP,
  /** Not at all. */
  OFF
}
