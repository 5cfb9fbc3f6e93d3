package io.github.servletexporter.it.snippets;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts of the code that can be part of a line of output.
 *
 * @param patterns the texts, with anything in place of their placeholders
 */
record Messages(List<Pattern> patterns) {

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)+)\"");
  private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d[^}]*}|%[-+,.$\\d]*[a-zA-Z]");

  /** Characters of its own that a text needs, so that it says something. */
  private static final int MINIMUM = 12;

  static Messages ofCode() {
    return new Messages(
        Sources.all(".java").stream()
            .filter(file -> isOfProduct(file.toString()))
            .flatMap(Messages::patterns)
            .toList());
  }

  private static boolean isOfProduct(String file) {
    return file.contains("/src/main/") && !file.contains("/it/");
  }

  private static Stream<Pattern> patterns(Path file) {
    String code = JOIN.matcher(Sources.read(file)).replaceAll("");
    return LITERAL
        .matcher(code)
        .results()
        .map((MatchResult literal) -> literal.group(1).replace("\\\"", "\"").replace("''", "'"))
        .filter(text -> PLACEHOLDER.matcher(text).replaceAll("").length() >= MINIMUM)
        .map(Messages::pattern);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Stream.of(PLACEHOLDER.split(text.replace("\\n", " ").strip(), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  boolean contain(String line) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
  }
}
