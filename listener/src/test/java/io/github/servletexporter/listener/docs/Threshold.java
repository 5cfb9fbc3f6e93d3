package io.github.servletexporter.listener.docs;

/**
 * Value from which on a panel uses another colour.
 *
 * @param from the lowest value, in the panel's unit
 * @param color Grafana's name of a colour
 */
record Threshold(double from, String color) {

  static Threshold warning(double from) {
    return new Threshold(from, "orange");
  }

  static Threshold critical(double from) {
    return new Threshold(from, "red");
  }
}
