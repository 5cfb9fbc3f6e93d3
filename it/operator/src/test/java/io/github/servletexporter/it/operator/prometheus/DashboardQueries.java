package io.github.servletexporter.it.operator.prometheus;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.servletexporter.it.operator.program.Docs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries of the dashboards in docs/grafana with their variables replaced. */
final class DashboardQueries {
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), \\w+\\)");
  private static final Map<String, String> VARIABLES =
      Map.of(
          "$job", ".+",
          "$instance", ".+",
          "$pool", ".+",
          "$__rate_interval", "1m",
          "$__range", "5m");

  private DashboardQueries() {}

  static List<NamedQuery> all() {
    List<NamedQuery> queries = new ArrayList<>();
    for (Path file : Docs.files("grafana")) {
      JsonObject dashboard =
          JsonParser.parseString(Docs.read("grafana/" + file.getFileName())).getAsJsonObject();
      addVariables(dashboard, queries);
      addPanels(dashboard, queries);
    }
    return queries;
  }

  /** Adds the queries of variables whose label values are offered as choices. */
  private static void addVariables(JsonObject dashboard, List<NamedQuery> queries) {
    for (JsonElement variable : dashboard.getAsJsonObject("templating").getAsJsonArray("list")) {
      JsonElement definition = variable.getAsJsonObject().get("definition");
      if (definition != null) {
        Matcher values = LABEL_VALUES.matcher(definition.getAsString());
        if (!values.matches()) {
          throw new IllegalStateException("not understood: " + definition);
        }
        add(dashboard, variable.getAsJsonObject().get("name"), values.group(1), queries);
      }
    }
  }

  private static void addPanels(JsonObject dashboard, List<NamedQuery> queries) {
    for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
      JsonObject fields = panel.getAsJsonObject();
      if (fields.has("targets")) {
        for (JsonElement target : fields.getAsJsonArray("targets")) {
          String expression = target.getAsJsonObject().get("expr").getAsString();
          add(dashboard, fields.get("title"), expression, queries);
        }
      }
    }
  }

  private static void add(
      JsonObject dashboard, JsonElement name, String expression, List<NamedQuery> queries) {
    String filledIn = expression;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      filledIn = filledIn.replace(variable.getKey(), variable.getValue());
    }
    queries.add(
        new NamedQuery(dashboard.get("title").getAsString() + ": " + name.getAsString(), filledIn));
  }
}
