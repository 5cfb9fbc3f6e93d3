package io.github.servletexporter.listener.docs;

import java.util.List;

/**
 * Definition of a dashboard.
 *
 * @param name the name of the file, without {@code .json}
 * @param title the title in Grafana
 * @param description the questions that the dashboard answers
 * @param variables selections at the top, each of which may depend on the ones before it
 * @param rows the panels
 */
record Dashboard(
    String name, String title, String description, List<Variable> variables, List<Row> rows) {

  static List<Dashboard> all() {
    return List.of(
        OverviewDashboard.create(), WorkersDashboard.create(), InstancesDashboard.create());
  }
}
