package io.github.servletexporter.sharing.merge;

/** What one gauge of several live members becomes. */
enum GaugeMode {
  /** Amounts: their sum. */
  SUM,
  /** Upper bounds: their sum, unless one has none, which these metrics say by a negative number. */
  LIMIT,
  /** The least of them. */
  MIN,
  /** The greatest of them. */
  MAX,
  /** Configured values: what the member says that started last. */
  MOST_RECENT,
  /** Each member's own, told apart by the label {@code instance}. */
  ALL
}
