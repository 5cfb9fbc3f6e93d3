package io.github.servletexporter.listener.docs;

import java.util.List;

/**
 * Panels under one heading, from left to right, in as many lines as they need.
 *
 * @param title the heading
 * @param panels the panels
 */
record Row(String title, List<Panel> panels) {

  static Row of(String title, Panel... panels) {
    return new Row(title, List.of(panels));
  }
}
