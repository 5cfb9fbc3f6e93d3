package io.github.servletexporter.listener.docs;

/**
 * A choice at the top of a dashboard: the values of a label.
 *
 * @param name the label, and the variable
 * @param caption what the choice is called
 * @param series whose label it is, as a selector
 */
record Variable(String name, String caption, String series) {

  /** Returns Grafana's query for the values. */
  String query() {
    return "label_values(" + series + ", " + name + ")";
  }
}
