package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import java.util.List;
import java.util.Map;

/**
 * What happened between two scrapes.
 *
 * @param before the first scrape
 * @param after the second scrape
 */
record Increase(Scrape before, Scrape after) {

  /** The series of a name that grew, each with what it grew by. */
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

  /** By how much all series with at least these labels grew together. */
  double of(String name, Map<String, String> labels) {
    return after.sum(name, labels) - before.sum(name, labels);
  }
}
