package io.github.servletexporter.filter.meter;

/** A route label and the series that requests of this route have. Thread-safe. */
public final class RouteSeries {

  private final String label;
  private final int number;
  private final Series.Index[] indexes;

  /**
   * Creates a route without series.
   *
   * @param number by which {@link RequestMeter#routeLabel} finds it
   * @param families how many histogram families there are
   */
  RouteSeries(String label, int number, int families) {
    this.label = label;
    this.number = number;
    this.indexes = new Series.Index[families];
    for (int i = 0; i < families; i++) {
      indexes[i] = new Series.Index();
    }
  }

  /** Returns the value of the label {@code http_route}. */
  public String label() {
    return label;
  }

  /** Returns a number that stands for the route, from 0. */
  public int number() {
    return number;
  }

  /** Returns the series of a histogram family, by the family's number. */
  Series.Index index(int family) {
    return indexes[family];
  }
}
