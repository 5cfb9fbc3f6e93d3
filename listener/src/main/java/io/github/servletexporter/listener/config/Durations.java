package io.github.servletexporter.listener.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
final class Durations {

  static final String EXPECTATION = "a duration such as 500ms, 30s, 5m or 1h, up to 1000 days";

  static final Duration MAX = Duration.ofDays(1000);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d|)");

  private Durations() {}

  /**
   * Returns the duration of a text; a number without a unit is seconds, as Gunicorn has it.
   *
   * @throws IllegalArgumentException if it is none, or longer than {@link #MAX}
   */
  static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no duration");
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
    if (!isValid(duration)) {
      throw new IllegalArgumentException("too long");
    }
    return duration;
  }

  static boolean isValid(Duration duration) {
    return !duration.isNegative() && duration.compareTo(MAX) <= 0;
  }
}
