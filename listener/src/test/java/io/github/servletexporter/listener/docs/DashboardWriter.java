package io.github.servletexporter.listener.docs;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Writer of dashboards in Grafana's JSON format, which also arranges the panels. */
final class DashboardWriter {

  private static final int SCHEMA_VERSION = 39;
  private static final int COLUMNS = 24;
  private static final String TAG = "servlet-exporter";

  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);
  private int nextId = 1;
  private int x;
  private int y;
  private int lineHeight;

  private DashboardWriter() {
    json.setIndent("  ");
    json.setHtmlSafe(false);
  }

  static String write(Dashboard dashboard) throws IOException {
    DashboardWriter writer = new DashboardWriter();
    writer.dashboard(dashboard);
    return writer.text + "\n";
  }

  private void dashboard(Dashboard dashboard) throws IOException {
    json.beginObject();
    json.name("uid").value(TAG + "-" + dashboard.name());
    json.name("title").value(dashboard.title());
    json.name("description").value(dashboard.description());
    json.name("tags").beginArray().value(TAG).endArray();
    json.name("schemaVersion").value(SCHEMA_VERSION);
    json.name("version").value(1);
    json.name("editable").value(true);
    json.name("graphTooltip").value(1);
    json.name("timezone").value("browser");
    json.name("refresh").value("30s");
    json.name("time").beginObject();
    json.name("from").value("now-1h").name("to").value("now").endObject();
    links();
    json.name("templating").beginObject().name("list").beginArray();
    dataSource();
    for (Variable variable : dashboard.variables()) {
      variable(variable);
    }
    json.endArray().endObject();
    json.name("annotations").beginObject().name("list").beginArray().endArray().endObject();
    json.name("panels").beginArray();
    for (Row row : dashboard.rows()) {
      row(row);
    }
    json.endArray();
    json.endObject();
  }

  /** Writes the links to the other dashboards, which keep the selection and time range. */
  private void links() throws IOException {
    json.name("links").beginArray().beginObject();
    json.name("type").value("dashboards").name("title").value("servlet-exporter");
    json.name("tags").beginArray().value(TAG).endArray();
    json.name("asDropdown").value(true).name("includeVars").value(true);
    json.name("keepTime").value(true);
    json.endObject().endArray();
  }

  private void dataSource() throws IOException {
    json.beginObject();
    json.name("name").value("datasource").name("label").value("Data source");
    json.name("type").value("datasource").name("query").value("prometheus");
    json.name("refresh").value(1);
    json.endObject();
  }

  private void variable(Variable variable) throws IOException {
    json.beginObject();
    json.name("name").value(variable.name()).name("label").value(variable.caption());
    json.name("type").value("query");
    dataSourceReference();
    json.name("definition").value(variable.query());
    json.name("query").beginObject();
    json.name("qryType").value(1).name("query").value(variable.query());
    json.name("refId").value("PrometheusVariableQueryEditor-VariableQuery").endObject();
    json.name("refresh").value(2).name("sort").value(1);
    json.name("multi").value(true).name("includeAll").value(true).name("allValue").value(".+");
    json.name("current").beginObject();
    json.name("text").beginArray().value("All").endArray();
    json.name("value").beginArray().value("$__all").endArray().endObject();
    json.endObject();
  }

  private void dataSourceReference() throws IOException {
    json.name("datasource").beginObject();
    json.name("type").value("prometheus").name("uid").value("${datasource}").endObject();
  }

  private void row(Row row) throws IOException {
    endLine();
    json.beginObject();
    json.name("id").value(nextId++).name("type").value("row").name("title").value(row.title());
    json.name("collapsed").value(false);
    position(COLUMNS, 1);
    json.name("panels").beginArray().endArray().endObject();
    for (Panel panel : row.panels()) {
      panel(panel);
    }
  }

  private void panel(Panel panel) throws IOException {
    json.beginObject();
    json.name("id").value(nextId++).name("type").value(panel.kind().grafana());
    json.name("title").value(panel.title()).name("description").value(panel.description());
    dataSourceReference();
    position(panel.width(), panel.height());
    PanelOptions.write(json, panel);
    json.name("targets").beginArray();
    List<Query> queries = panel.queries();
    for (int i = 0; i < queries.size(); i++) {
      target(panel.kind(), queries.get(i), Character.toString('A' + i));
    }
    json.endArray().endObject();
  }

  private void target(Panel.Kind kind, Query query, String reference) throws IOException {
    boolean now = kind == Panel.Kind.TABLE || kind == Panel.Kind.BARS;
    json.beginObject();
    json.name("refId").value(reference);
    dataSourceReference();
    json.name("editorMode").value("code").name("expr").value(query.expression());
    json.name("legendFormat").value(query.legend());
    json.name("instant").value(now).name("range").value(!now);
    if (kind == Panel.Kind.TABLE) {
      json.name("format").value("table");
    } else if (kind == Panel.Kind.HEATMAP) {
      json.name("format").value("heatmap");
    }
    json.endObject();
  }

  private void position(int width, int height) throws IOException {
    if (x + width > COLUMNS) {
      endLine();
    }
    json.name("gridPos").beginObject();
    json.name("h").value(height).name("w").value(width).name("x").value(x).name("y").value(y);
    json.endObject();
    x += width;
    lineHeight = Math.max(lineHeight, height);
  }

  private void endLine() {
    x = 0;
    y += lineHeight;
    lineHeight = 0;
  }
}
