package io.github.servletexporter.filter.meter;

/**
 * Division of a limit on series between routes, such that no route, and no client that tries many
 * methods and statuses, uses up the room of routes that are used later.
 *
 * <p>Up to half of the limit there is no restriction. Then a route may have a detailed series, one
 * with its own method and status, only as long as it has fewer than a share of the spare room;
 * folded series, those of all methods and a class of statuses, may use all of the spare room. An
 * eighth of the limit is not spare: it is reserved for the first series of a route and, if that one
 * does not fit, a folded one. What is permitted only decreases, so nothing changes its series
 * twice.
 *
 * @param maxSeries limit on the series of a metric, at least 1
 */
record SeriesRoom(int maxSeries) {

  /** Part of the limit up to which there is no restriction. */
  private static final int UNRESTRICTED_PART = 2;

  /** Part of the limit that is reserved for routes that are used later. */
  private static final int RESERVED_PART = 8;

  /** Part of the spare room that the detailed series of one route may have. */
  private static final int ROUTE_PART = 32;

  /** Number of series that a route may have of the reserved room. */
  private static final int RESERVED_SERIES = 2;

  /**
   * Returns whether a route may have one more detailed series.
   *
   * @param series number of series of all routes
   * @param ofRoute number of series of the route
   */
  boolean permitsDetail(int series, int ofRoute) {
    return series < maxSeries
        && (series < maxSeries / UNRESTRICTED_PART
            || ofRoute == 0
            || ofRoute < spare(series) / ROUTE_PART);
  }

  /**
   * Returns whether a route may have one more folded series.
   *
   * @param series number of series of all routes
   * @param ofRoute number of series of the route
   */
  boolean permitsFolding(int series, int ofRoute) {
    return series < maxSeries && (spare(series) > 0 || ofRoute < RESERVED_SERIES);
  }

  private int spare(int series) {
    return maxSeries - series - maxSeries / RESERVED_PART;
  }
}
