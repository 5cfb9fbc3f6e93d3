package io.github.servletexporter.it.scrape;

import java.util.Map;

/**
 * One line of an exposition.
 *
 * @param name the name with its suffix, say {@code _bucket}
 * @param labels label values by name
 * @param value the value
 */
public record Sample(String name, Map<String, String> labels, double value) {
  /**
   * Copies the labels.
   *
   * @param name the name with its suffix
   * @param labels label values by name
   * @param value the value
   */
  public Sample {
    labels = Map.copyOf(labels);
  }

  /**
   * Returns the value of a label.
   *
   * @param label a label name
   * @return its value, empty if the sample lacks the label, which is the same to Prometheus
   */
  public String label(String label) {
    return labels.getOrDefault(label, "");
  }

  /**
   * Returns whether the sample has this name and at least these labels.
   *
   * @param wantedName a sample name
   * @param wantedLabels label values by name
   * @return true if all of them match
   */
  public boolean matches(String wantedName, Map<String, String> wantedLabels) {
    return name.equals(wantedName)
        && wantedLabels.entrySet().stream()
            .allMatch(wanted -> label(wanted.getKey()).equals(wanted.getValue()));
  }
}
