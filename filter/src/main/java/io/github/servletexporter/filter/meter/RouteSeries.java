package io.github.servletexporter.filter.meter;

/** Route label and the series of the route's requests. Thread-safe. */
public final class RouteSeries {

  private final String label;
  private final int number;
  private final Series.Index[] indexes;

  /**
   * Creates a route without series.
   *
   * @param number the number by which {@link RequestMeter#routeLabel} finds the route
   * @param families the number of histogram families
   * @param methods the number of method indexes
   */
  RouteSeries(String label, int number, int families, int methods) {
    this.label = label;
    this.number = number;
    this.indexes = new Series.Index[families];
    for (int i = 0; i < families; i++) {
      indexes[i] = new Series.Index(methods);
    }
  }

  /** Returns the value of the label {@code http_route}. */
  public String label() {
    return label;
  }

  /** Returns the number of the route, counted from 0. */
  public int number() {
    return number;
  }

  /** Returns the series of a histogram family. */
  Series.Index index(int family) {
    return indexes[family];
  }
}
