package io.github.servletexporter.bundle.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format of Prometheus, version 0.0.4, more strictly than a scraper: every sample
 * stands below the TYPE line of its family, and each family and series is there once.
 */
final class ScrapeText {

  private static final Pattern TYPE =
      Pattern.compile(
          "# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: -?\\d+)?");
  private static final Pattern LABEL_NAME = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");

  private final Findings findings;
  private final Map<String, Family> families = new HashMap<>();
  private final Set<String> series = new HashSet<>();
  private Family present = new Family("", "", new ArrayList<>());
  private int line;

  private ScrapeText(Findings findings) {
    this.findings = findings;
  }

  /** Returns the families by name; nothing when the text is no scrape, which is a finding. */
  static Optional<Map<String, Family>> read(String text, Findings findings) {
    ScrapeText reader = new ScrapeText(findings);
    if (!text.endsWith("\n")) {
      reader.fail("the text does not end with a line feed: it may be cut off");
    }
    text.lines().forEach(reader::readLine);
    if (findings.hasFailed()) {
      return Optional.empty();
    }
    findings.ok(reader.families.size() + " families, " + reader.series.size() + " series");
    return Optional.of(reader.families);
  }

  private void readLine(String text) {
    line++;
    if (text.startsWith("# TYPE ")) {
      readType(text);
    } else if (!text.isBlank() && !text.startsWith("#")) {
      readSample(text);
    }
  }

  private void readType(String text) {
    Matcher matcher = TYPE.matcher(text);
    if (!matcher.matches()) {
      fail("no type: " + text);
      return;
    }
    present = new Family(matcher.group(1), matcher.group(2), new ArrayList<>());
    if (families.put(present.name(), present) != null) {
      fail("the family " + present.name() + " is there twice");
    }
  }

  private void readSample(String text) {
    Matcher matcher = SAMPLE.matcher(text);
    if (!matcher.matches()) {
      fail("no sample: " + text);
      return;
    }
    String name = matcher.group(1);
    String labels = matcher.group(2) == null ? "" : matcher.group(2);
    if (!name.startsWith(present.name()) || present.name().isEmpty()) {
      fail(name + " does not stand below its TYPE line");
    } else if (!series.add(name + "{" + labels + "}")) {
      fail("the series " + name + "{" + labels + "} is there twice");
    } else {
      addSample(name, labels, matcher.group(3));
    }
  }

  private void addSample(String name, String labels, String value) {
    try {
      present.samples().add(new Sample(name, labels(labels), number(value)));
    } catch (IllegalArgumentException e) {
      fail(name + ": " + e.getMessage());
    }
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher name = LABEL_NAME.matcher(text);
    int next = 0;
    while (next < text.length()) {
      if (!name.find(next) || name.start() != next) {
        throw new IllegalArgumentException("no label at \"" + text.substring(next) + "\"");
      }
      int end = endOfValue(text, name.end());
      if (labels.put(name.group(1), text.substring(name.end(), end)) != null) {
        throw new IllegalArgumentException("label " + name.group(1) + " is there twice");
      }
      next = end + 1;
      if (next < text.length() && text.charAt(next++) != ',') {
        throw new IllegalArgumentException("no comma after label " + name.group(1));
      }
    }
    return labels;
  }

  /** Returns where the quotation mark is that ends a value; escaped ones do not. */
  private static int endOfValue(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        return i;
      }
      if (text.charAt(i) == '\\' && (++i == text.length() || "\\\"n".indexOf(text.charAt(i)) < 0)) {
        throw new IllegalArgumentException("no such escape in a label's value");
      }
    }
    throw new IllegalArgumentException("a label's value does not end");
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private void fail(String text) {
    findings.failure("line " + line + ": " + text);
  }

  /** Returns what the samples of a family have in common. */
  static List<Sample> named(Family family, String suffix) {
    return family.samples().stream()
        .filter(sample -> sample.name().equals(family.name() + suffix))
        .toList();
  }
}
