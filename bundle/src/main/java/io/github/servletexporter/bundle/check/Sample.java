package io.github.servletexporter.bundle.check;

import java.util.Map;

/**
 * A line of a scrape.
 *
 * @param name with the suffix of its kind
 * @param labels by name
 * @param value its value, any double
 */
record Sample(String name, Map<String, String> labels, double value) {

  Sample {
    labels = Map.copyOf(labels);
  }
}
