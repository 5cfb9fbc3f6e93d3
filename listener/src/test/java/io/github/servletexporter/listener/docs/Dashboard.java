package io.github.servletexporter.listener.docs;

import java.util.List;

/**
 * One dashboard.
 *
 * @param name its file without {@code .json}
 * @param title its title in Grafana
 * @param description what it answers
 * @param variables choices, each may depend on those before it
 * @param rows its panels
 */
record Dashboard(
    String name, String title, String description, List<Variable> variables, List<Row> rows) {

  static List<Dashboard> all() {
    return List.of(
        OverviewDashboard.create(), WorkersDashboard.create(), InstancesDashboard.create());
  }
}
