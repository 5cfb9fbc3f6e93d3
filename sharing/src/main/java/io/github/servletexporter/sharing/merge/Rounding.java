package io.github.servletexporter.sharing.merge;

/** How an exact sum becomes a double. */
public enum Rounding {
  /** For what is shown. */
  NEAREST,
  /**
   * For what is kept and added to later: were it rounded down, a total would fall by the last bit
   * when a dead member is folded, and a scraper takes any fall for a restart.
   */
  UP
}
