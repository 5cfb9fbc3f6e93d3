package io.github.servletexporter.it.scrape;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reader of one sample line, from left to right. Not thread-safe. */
final class SampleReader {
  private final String line;
  private int position;

  SampleReader(String line) {
    this.line = line;
  }

  Sample read() {
    String name = readName();
    Map<String, String> labels = new LinkedHashMap<>();
    if (peek() == '{') {
      readLabels(labels);
    }
    expect(' ');
    return new Sample(name, labels, readValue());
  }

  private void readLabels(Map<String, String> labels) {
    expect('{');
    while (peek() != '}') {
      String label = readName();
      expect('=');
      if (labels.put(label, readQuoted()) != null) {
        throw broken("label " + label + " comes twice");
      }
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
  }

  private String readName() {
    int start = position;
    while (isNameCharacter(peek())) {
      position++;
    }
    if (start == position) {
      throw broken("a name is missing");
    }
    return line.substring(start, position);
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == ':';
  }

  private String readQuoted() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char c = next();
      text.append(c == '\\' ? unescape(next()) : c);
    }
    expect('"');
    return text.toString();
  }

  private char unescape(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case '\\', '"' -> c;
      default -> throw broken("unknown escape " + c);
    };
  }

  /** Reads the value up to a blank, after which a timestamp or an exemplar may follow. */
  private double readValue() {
    int end = line.indexOf(' ', position);
    String text = line.substring(position, end < 0 ? line.length() : end);
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> number(text);
    };
  }

  private double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw broken("not a number: " + text);
    }
  }

  private char peek() {
    if (position >= line.length()) {
      throw broken("it ends too early");
    }
    return line.charAt(position);
  }

  private char next() {
    char c = peek();
    position++;
    return c;
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw broken("'" + wanted + "' expected before position " + position);
    }
  }

  private IllegalArgumentException broken(String problem) {
    return new IllegalArgumentException(problem + ": " + line);
  }
}
