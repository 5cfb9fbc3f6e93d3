package io.github.servletexporter.filter.route;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Configured route templates (key {@code routes}), tried in order.
 *
 * <p>For applications that serve many routes through one servlet mapping. A template is matched
 * segment by segment against the path below the context path: {@code {name}} matches one segment, a
 * final {@code **} matches the rest. {@code template -> label} gives the route another label.
 * Labels are fixed when the configuration is read, so that a client cannot create new ones.
 * Immutable and thread-safe.
 */
public final class RouteRules {

  private static final RouteRules NONE = new RouteRules(new Rule[0]);
  private static final String ARROW = "->";

  /** Rules in order; an array, because iterating over a list allocates. */
  private final Rule[] rules;

  private RouteRules(Rule[] rules) {
    this.rules = rules;
  }

  /** Returns an empty list of rules. */
  public static RouteRules none() {
    return NONE;
  }

  /**
   * Returns the rules of a list such as {@code /users/{id}}, {@code /static/** -> /static}.
   *
   * @throws IllegalArgumentException if a rule does not start with a slash, or contains {@code **}
   *     other than at its end; the message names the rule
   */
  public static RouteRules of(List<String> rules) {
    return rules.isEmpty()
        ? NONE
        : new RouteRules(rules.stream().map(String::strip).map(Rule::parse).toArray(Rule[]::new));
  }

  /** Returns whether there are no rules. */
  boolean isEmpty() {
    return rules.length == 0;
  }

  /**
   * Returns the label of the first rule that a path matches, or null.
   *
   * @param uri the path as the client sent it, including the context path
   * @param contextPathLength the length of the context path
   */
  @Nullable String label(String uri, int contextPathLength) {
    int start = Math.min(contextPathLength, uri.length());
    for (Rule rule : rules) {
      if (rule.matches(uri, start)) {
        return rule.label;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules) {
      text.append(text.isEmpty() ? "" : ", ").append(rule.text);
    }
    return text.toString();
  }

  private record Rule(String text, List<String> segments, boolean open, String label) {

    private static final String REST = "**";
    private static final String ANY = "{}";
    private static final Pattern IS_NAME = Pattern.compile("\\{[^{}]*}");

    static Rule parse(String text) {
      int arrow = text.indexOf(ARROW);
      String template = (arrow < 0 ? text : text.substring(0, arrow)).strip();
      String label = arrow < 0 ? template : text.substring(arrow + ARROW.length()).strip();
      if (!template.startsWith("/") || !label.startsWith("/")) {
        throw new IllegalArgumentException(
            "expected \"/template\" or \"/template -> /label\", but was \"" + text + "\"");
      }
      List<String> segments = new ArrayList<>(List.of(template.substring(1).split("/", -1)));
      boolean open = segments.get(segments.size() - 1).equals(REST);
      if (open) {
        segments.remove(segments.size() - 1);
      }
      if (segments.contains(REST)) {
        throw new IllegalArgumentException("expected ** at the end only, but was \"" + text + "\"");
      }
      segments.replaceAll(segment -> IS_NAME.matcher(segment).matches() ? ANY : segment);
      if (label.contains(ARROW) || segments.stream().anyMatch(Rule::isPartlyAName)) {
        throw new IllegalArgumentException(
            "expected {name} for whole segments and one ->, but was \"" + text + "\"");
      }
      return new Rule(text, List.copyOf(segments), open, label);
    }

    /** Compares without copying, because the path comes from the client and may be long. */
    boolean matches(String uri, int start) {
      int position = start;
      for (int i = 0; i < segments.size(); i++) {
        if (position >= uri.length() || uri.charAt(position) != '/') {
          return false;
        }
        int from = position + 1;
        int slash = uri.indexOf('/', from);
        position = slash < 0 ? uri.length() : slash;
        if (!segmentMatches(segments.get(i), uri, from, position)) {
          return false;
        }
      }
      return open || position == uri.length();
    }

    private static boolean isPartlyAName(String segment) {
      return !segment.equals(ANY) && (segment.contains("{") || segment.contains("}"));
    }

    private static boolean segmentMatches(String segment, String uri, int from, int end) {
      int parameters = uri.indexOf(';', from);
      int to = parameters >= 0 && parameters < end ? parameters : end;
      if (segment.equals(ANY)) {
        return to > from;
      }
      return segment.length() == to - from && uri.startsWith(segment, from);
    }
  }
}
