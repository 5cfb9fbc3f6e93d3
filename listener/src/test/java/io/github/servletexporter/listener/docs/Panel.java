package io.github.servletexporter.listener.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * Panel of a dashboard: its queries, display and size.
 *
 * @param kind the type of display
 * @param title the heading
 * @param description the explanation shown with the panel
 * @param unit Grafana's name of the unit
 * @param width columns of 24
 * @param height rows
 * @param queries the queries
 * @param thresholds colours above green, ascending
 * @param stacked true if the series are stacked
 */
record Panel(
    Kind kind,
    String title,
    String description,
    String unit,
    int width,
    int height,
    List<Query> queries,
    List<Threshold> thresholds,
    boolean stacked) {

  private static final int STAT_WIDTH = 4;
  private static final int STAT_HEIGHT = 4;
  private static final int GRAPH_WIDTH = 12;
  private static final int GRAPH_HEIGHT = 8;

  /** Panel type of Grafana. */
  enum Kind {
    /** One number, over a small graph. */
    STAT("stat"),
    /** Lines over time. */
    GRAPH("timeseries"),
    /** Buckets over time. */
    HEATMAP("heatmap"),
    /** A bar with the current value of each series. */
    BARS("bargauge"),
    /** Current values of several queries, joined by their labels. */
    TABLE("table");

    private final String grafana;

    Kind(String grafana) {
      this.grafana = grafana;
    }

    String grafana() {
      return grafana;
    }
  }

  static Panel stat(String title, String description, String unit) {
    return new Panel(
        Kind.STAT, title, description, unit, STAT_WIDTH, STAT_HEIGHT, List.of(), List.of(), false);
  }

  static Panel graph(String title, String description, String unit) {
    return new Panel(
        Kind.GRAPH,
        title,
        description,
        unit,
        GRAPH_WIDTH,
        GRAPH_HEIGHT,
        List.of(),
        List.of(),
        false);
  }

  /** Returns this panel with another type of display. */
  Panel as(Kind other) {
    return new Panel(other, title, description, unit, width, height, queries, thresholds, stacked);
  }

  Panel wide(int columns) {
    return new Panel(kind, title, description, unit, columns, height, queries, thresholds, stacked);
  }

  Panel stack() {
    return new Panel(kind, title, description, unit, width, height, queries, thresholds, true);
  }

  Panel query(String expression, String legend) {
    List<Query> more = new ArrayList<>(queries);
    more.add(new Query(expression, legend));
    return new Panel(
        kind, title, description, unit, width, height, List.copyOf(more), thresholds, stacked);
  }

  Panel thresholds(Threshold... values) {
    return new Panel(
        kind, title, description, unit, width, height, queries, List.of(values), stacked);
  }
}
