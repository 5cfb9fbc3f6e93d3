package io.github.servletexporter.listener.docs;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/** Display options of a panel: units, colours, legend. */
final class PanelOptions {

  private PanelOptions() {}

  static void write(JsonWriter json, Panel panel) throws IOException {
    fieldConfig(json, panel);
    json.name("options").beginObject();
    switch (panel.kind()) {
      case STAT -> stat(json);
      case GRAPH -> graph(json, panel);
      case HEATMAP -> heatmap(json, panel);
      case BARS -> bars(json);
      case TABLE -> json.name("cellHeight").value("sm").name("showHeader").value(true);
    }
    json.endObject();
    if (panel.kind() == Panel.Kind.TABLE) {
      transformations(json, panel);
    }
  }

  private static void fieldConfig(JsonWriter json, Panel panel) throws IOException {
    json.name("fieldConfig").beginObject().name("defaults").beginObject();
    json.name("unit").value(panel.unit());
    json.name("color").beginObject().name("mode");
    json.value(panel.kind() == Panel.Kind.GRAPH ? "palette-classic" : "thresholds").endObject();
    json.name("thresholds").beginObject().name("mode").value("absolute");
    json.name("steps").beginArray();
    json.setSerializeNulls(true);
    json.beginObject().name("color").value("green").name("value").nullValue().endObject();
    for (Threshold threshold : panel.thresholds()) {
      json.beginObject();
      json.name("color").value(threshold.color()).name("value").value(threshold.from());
      json.endObject();
    }
    json.endArray().endObject();
    if (panel.kind() == Panel.Kind.GRAPH) {
      json.name("min").value(0);
      lines(json, panel);
    }
    json.endObject();
    json.name("overrides").beginArray();
    if (panel.kind() == Panel.Kind.TABLE) {
      hideTime(json);
    }
    json.endArray().endObject();
  }

  private static void lines(JsonWriter json, Panel panel) throws IOException {
    json.name("custom").beginObject();
    json.name("drawStyle").value("line").name("lineWidth").value(1);
    json.name("fillOpacity").value(panel.stacked() ? 40 : 10).name("showPoints").value("never");
    json.name("stacking").beginObject();
    json.name("mode").value(panel.stacked() ? "normal" : "none").name("group").value("A");
    json.endObject();
    json.name("thresholdsStyle").beginObject();
    json.name("mode").value(panel.thresholds().isEmpty() ? "off" : "dashed").endObject();
    json.endObject();
  }

  private static void hideTime(JsonWriter json) throws IOException {
    json.beginObject().name("matcher").beginObject();
    json.name("id").value("byName").name("options").value("Time").endObject();
    json.name("properties").beginArray().beginObject();
    json.name("id").value("custom.hidden").name("value").value(true);
    json.endObject().endArray().endObject();
  }

  private static void stat(JsonWriter json) throws IOException {
    lastValue(json);
    json.name("colorMode").value("value").name("graphMode").value("area");
    json.name("textMode").value("auto");
  }

  private static void bars(JsonWriter json) throws IOException {
    lastValue(json);
    json.name("displayMode").value("gradient").name("orientation").value("horizontal");
  }

  private static void lastValue(JsonWriter json) throws IOException {
    json.name("reduceOptions").beginObject();
    json.name("calcs").beginArray().value("lastNotNull").endArray();
    json.name("fields").value("").name("values").value(false).endObject();
  }

  private static void graph(JsonWriter json, Panel panel) throws IOException {
    json.name("legend").beginObject();
    json.name("displayMode").value("table").name("placement").value("bottom");
    json.name("showLegend").value(true).name("calcs").beginArray();
    for (String calculation : List.of("mean", "max", "lastNotNull")) {
      json.value(calculation);
    }
    json.endArray().endObject();
    json.name("tooltip").beginObject();
    json.name("mode").value("multi");
    json.name("sort").value(panel.stacked() ? "none" : "desc").endObject();
  }

  private static void heatmap(JsonWriter json, Panel panel) throws IOException {
    json.name("calculate").value(false);
    json.name("yAxis").beginObject().name("unit").value(panel.unit()).endObject();
    json.name("color").beginObject().name("mode").value("scheme").name("scheme").value("Oranges");
    json.endObject();
    json.name("legend").beginObject().name("show").value(true).endObject();
  }

  /** One line for each combination of labels, a column for each query, under its legend. */
  private static void transformations(JsonWriter json, Panel panel) throws IOException {
    json.name("transformations").beginArray();
    json.beginObject().name("id").value("merge").name("options").beginObject().endObject();
    json.endObject();
    json.beginObject().name("id").value("organize").name("options").beginObject();
    json.name("renameByName").beginObject();
    List<Query> queries = panel.queries();
    for (int i = 0; i < queries.size(); i++) {
      String column = queries.size() == 1 ? "Value" : "Value #" + (char) ('A' + i);
      json.name(column).value(queries.get(i).legend());
    }
    json.endObject().endObject().endObject().endArray();
  }
}
