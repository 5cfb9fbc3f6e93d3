package io.github.servletexporter.sharing.merge;

/** Rule by which a gauge of several live instances is merged. */
enum GaugeMode {
  /** The sum, for amounts. */
  SUM,
  /**
   * The sum, for upper limits; the negative value of an instance if it reports one, because it has
   * no limit.
   */
  LIMIT,
  /** The lowest value. */
  MIN,
  /** The highest value. */
  MAX,
  /** The value of the instance that started last, for configured values. */
  MOST_RECENT,
  /** One series per instance, with the label {@code instance}. */
  ALL
}
