package io.github.servletexporter.filter.guard;

/** What happens to a request that has waited longer than its deadline before it came to us. */
public enum DeadlineAction {
  /** It is counted. */
  OBSERVE,
  /** It is counted and refused with 503: whoever sent it has probably left. */
  SHED
}
