package io.github.servletexporter.it.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of docs/behaviour.md: a row for each situation, a column for each container.
 *
 * @param columns names of the containers
 * @param rows cells by situation, each in the order of the columns
 */
record BehaviourPage(List<String> columns, Map<String, List<String>> rows) {
  /** Cell of a container in which the situation cannot occur. */
  static final String IMPOSSIBLE = "·";

  /** Path of the page, relative to a container's test module. */
  static final Path PATH = Path.of("../../docs/behaviour.md");

  private static final String HEAD = "| Situation |";

  /** Reads the table of a page. */
  static BehaviourPage read(Path page) throws IOException {
    List<String> lines = Files.readAllLines(page).stream().filter(l -> l.startsWith("|")).toList();
    List<String> columns = List.of();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String line : lines) {
      List<String> cells = cells(line);
      if (line.startsWith(HEAD)) {
        columns = cells.subList(1, cells.size());
      } else if (!line.startsWith("|--")) {
        rows.put(cells.get(0), cells.subList(1, cells.size()));
      }
    }
    return new BehaviourPage(columns, rows);
  }

  private static List<String> cells(String line) {
    return Stream.of(line.split("\\|")).skip(1).map(String::trim).toList();
  }

  /** Returns the page's cell for a situation on a container. */
  String cell(String situation, String column) {
    return rows.getOrDefault(situation, List.of()).get(columns.indexOf(column));
  }

  /**
   * Returns a table with the given rows in which one column has new cells and the others are
   * unchanged.
   */
  BehaviourPage with(List<String> situations, String column, Map<String, String> cells) {
    int index = columns.indexOf(column);
    Map<String, List<String>> replaced = new LinkedHashMap<>();
    for (String situation : situations) {
      List<String> row =
          new ArrayList<>(rows.getOrDefault(situation, columns.stream().map(c -> "?").toList()));
      row.set(index, cells.getOrDefault(situation, IMPOSSIBLE));
      replaced.put(situation, row);
    }
    return new BehaviourPage(columns, replaced);
  }

  /** Renders the table as it stands on the page. */
  String render() {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD + columns.stream().map(c -> " " + c + " |").collect(Collectors.joining()));
    lines.add("|---|" + "---|".repeat(columns.size()));
    rows.forEach(
        (situation, cells) ->
            lines.add(
                "| "
                    + situation
                    + " |"
                    + cells.stream().map(c -> " " + c + " |").collect(Collectors.joining())));
    return String.join("\n", lines) + "\n";
  }
}
