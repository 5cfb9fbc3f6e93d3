package io.github.servletexporter.it.scrape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exposition in the Prometheus text format 0.0.4 or in OpenMetrics 1.0, read strictly: a line that
 * neither format allows, or a duplicate series, is an error.
 *
 * @param samples all samples in their order
 * @param types metric types by family name
 * @param terminated whether the end mark of OpenMetrics is present
 */
public record Scrape(List<Sample> samples, Map<String, String> types, boolean terminated) {
  private static final String TYPE = "# TYPE ";
  private static final String END = "# EOF";

  /**
   * Copies the samples and the types, and refuses duplicate series.
   *
   * @param samples all samples in their order
   * @param types metric types by family name
   * @param terminated whether the end mark of OpenMetrics is present
   */
  public Scrape {
    samples = List.copyOf(samples);
    types = Map.copyOf(types);
    Set<String> series = new HashSet<>();
    for (Sample sample : samples) {
      if (!series.add(sample.name() + sample.labels())) {
        throw new IllegalArgumentException("twice in one exposition: " + sample);
      }
    }
  }

  /**
   * Reads an exposition.
   *
   * @param text the response body of a scrape
   * @return its samples
   * @throws IllegalArgumentException if a line is not understood
   */
  public static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    boolean terminated = false;
    for (String line : text.split("\n", -1)) {
      if (terminated && !line.isEmpty()) {
        throw new IllegalArgumentException("after the end: " + line);
      }
      if (line.startsWith(TYPE)) {
        readType(line, types);
      } else if (line.equals(END)) {
        terminated = true;
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        samples.add(new SampleReader(line).read());
      }
    }
    return new Scrape(samples, types, terminated);
  }

  private static void readType(String line, Map<String, String> types) {
    String[] nameAndType = line.substring(TYPE.length()).split(" ", 2);
    if (nameAndType.length != 2 || types.put(nameAndType[0], nameAndType[1]) != null) {
      throw new IllegalArgumentException("broken or second type line: " + line);
    }
  }

  /**
   * Returns the samples of one name that have at least the given labels.
   *
   * @param name a sample name
   * @param labels label values by name
   * @return the samples in their order
   */
  public List<Sample> find(String name, Map<String, String> labels) {
    return samples.stream().filter(sample -> sample.matches(name, labels)).toList();
  }

  /**
   * Returns the sum over all series of one name that have at least the given labels.
   *
   * @param name a sample name
   * @param labels label values by name
   * @return the sum, 0 when there is no such series
   */
  public double sum(String name, Map<String, String> labels) {
    return find(name, labels).stream().mapToDouble(Sample::value).sum();
  }

  /**
   * Returns the sum over all series of one name.
   *
   * @param name a sample name
   * @return the sum, 0 when there is no such series
   */
  public double sum(String name) {
    return sum(name, Map.of());
  }

  /**
   * Returns the values of a label in the series of one name.
   *
   * @param name a sample name
   * @param label a label name
   * @return its values, none twice
   */
  public Set<String> labelValues(String name, String label) {
    Set<String> values = new HashSet<>();
    find(name, Map.of()).forEach(sample -> values.add(sample.label(label)));
    return values;
  }

  /**
   * Returns all sample names.
   *
   * @return sample names
   */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }
}
