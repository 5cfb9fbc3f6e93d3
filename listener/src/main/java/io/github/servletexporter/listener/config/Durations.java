package io.github.servletexporter.listener.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text form of durations: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d}. */
final class Durations {

  static final String EXPECTATION = "a duration such as 500ms, 30s, 5m or 1h, up to 1000 days";

  private static final Duration MAX = Duration.ofDays(1000);
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d|)");

  private Durations() {}

  /**
   * Returns the duration of a text; a number without a unit is in seconds.
   *
   * @throws IllegalArgumentException if the text is not a duration, or longer than 1000 days
   */
  static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofSeconds(number);
        };
    if (duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("too long");
    }
    return duration;
  }

  /** Returns the shortest text; text that does not parse if the duration has none. */
  static String format(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSecondsPart() != 0) {
      return duration.toSeconds() + "s";
    }
    if (duration.toMinutesPart() != 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHoursPart() != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
  }
}
