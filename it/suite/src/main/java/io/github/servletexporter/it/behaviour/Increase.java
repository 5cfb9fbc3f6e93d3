package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import java.util.List;
import java.util.Map;

/**
 * Increase of the metrics between two scrapes.
 *
 * @param before the first scrape
 * @param after the second scrape
 */
record Increase(Scrape before, Scrape after) {

  /** Returns the series of a name that have increased, each with its increase. */
  List<Sample> series(String name) {
    return after.find(name, Map.of()).stream()
        .map(sample -> new Sample(name, sample.labels(), sample.value() - earlier(sample)))
        .filter(sample -> sample.value() != 0)
        .toList();
  }

  private double earlier(Sample sample) {
    return before.samples().stream()
        .filter(old -> old.name().equals(sample.name()) && old.labels().equals(sample.labels()))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** Returns the total increase of all series with at least these labels. */
  double of(String name, Map<String, String> labels) {
    return after.sum(name, labels) - before.sum(name, labels);
  }
}
