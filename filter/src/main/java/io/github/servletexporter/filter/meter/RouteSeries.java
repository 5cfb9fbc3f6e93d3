package io.github.servletexporter.filter.meter;

/** A route label and the series that requests of this route have. Thread-safe. */
public final class RouteSeries {

  private final String label;
  private final Series.Index durations = new Series.Index();
  private final Series.Index requestSizes = new Series.Index();
  private final Series.Index responseSizes = new Series.Index();

  RouteSeries(String label) {
    this.label = label;
  }

  /** Returns the value of the label {@code http_route}. */
  public String label() {
    return label;
  }

  Series.Index durations() {
    return durations;
  }

  Series.Index requestSizes() {
    return requestSizes;
  }

  Series.Index responseSizes() {
    return responseSizes;
  }
}
