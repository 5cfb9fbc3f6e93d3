package io.github.servletexporter.listener.docs;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Node of a YAML document.
 *
 * @param value a map, a list, a text, a number or a truth value
 */
record Yaml(Object value) {

  /** Returns the documents of a published file. */
  static List<Yaml> documents(String path) {
    var parser = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()));
    return StreamSupport.stream(
            parser.loadAll(PublishedText.read(path).text()).spliterator(), false)
        .map(Yaml::new)
        .toList();
  }

  /** Returns the only document of a published file. */
  static Yaml document(String path) {
    List<Yaml> documents = documents(path);
    if (documents.size() != 1) {
      throw new IllegalStateException(path + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }

  /**
   * Returns a node below this one.
   *
   * @param path keys and indices, separated by slashes
   */
  Yaml at(String path) {
    Yaml node = this;
    for (String step : path.split("/", -1)) {
      node = node.step(step);
    }
    return node;
  }

  private Yaml step(String step) {
    Object next =
        value instanceof List<?> list
            ? list.get(Integer.parseInt(step))
            : ((Map<?, ?>) value).get(step);
    if (next == null) {
      throw new IllegalStateException("no " + step + " in " + value);
    }
    return new Yaml(next);
  }

  List<Yaml> list() {
    return ((List<?>) value).stream().map(Yaml::new).toList();
  }

  String text() {
    return value.toString();
  }

  int number() {
    return (Integer) value;
  }
}
