package io.github.servletexporter.filter.setting;

/** Treatment of a request that has waited longer than the deadline in front of the server. */
public enum DeadlineAction {
  /** The request is counted and admitted. */
  OBSERVE,
  /** The request is counted and refused with status 503: its client has probably given up. */
  SHED
}
