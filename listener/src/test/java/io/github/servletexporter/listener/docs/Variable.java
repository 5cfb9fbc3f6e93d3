package io.github.servletexporter.listener.docs;

/**
 * Selection at the top of a dashboard: the values of a label.
 *
 * @param name the name of the label and of the variable
 * @param caption the name of the selection
 * @param series the selector of the series that have the label
 */
record Variable(String name, String caption, String series) {

  /** Returns Grafana's query for the values. */
  String query() {
    return "label_values(" + series + ", " + name + ")";
  }
}
