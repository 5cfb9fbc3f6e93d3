package io.github.servletexporter.listener.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Text form of the values of a key.
 *
 * <p>The parser is the only check of a value: a value from a program is formatted and parsed, too.
 *
 * @param expectation a description of valid text, to follow the word "expected"
 * @param parser returns the value of a text, or throws IllegalArgumentException
 * @param formatter returns the text of a value
 */
record ValueFormat<T>(
    String expectation, Function<String, T> parser, Function<? super T, String> formatter) {

  private static final String SEPARATOR = ", ";

  /** One for all formats, since each lambda takes memory in each web application. */
  private static final Function<Object, String> PLAIN = String::valueOf;

  private static final Function<Duration, String> DURATION = Durations::format;

  static ValueFormat<Boolean> bool() {
    return new ValueFormat<>(
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("not a boolean");
            },
        PLAIN);
  }

  static ValueFormat<Integer> wholeNumber(int least, int most) {
    return new ValueFormat<>(
        "a whole number from " + least + " to " + most,
        text -> {
          int value = Integer.parseInt(text);
          require(value >= least && value <= most);
          return value;
        },
        PLAIN);
  }

  /** Returns the format of an enum's constants, in lower case. */
  static <E extends Enum<E>> ValueFormat<E> oneOf(Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(lowerCaseName(constant));
    }
    int last = names.size() - 1;
    return new ValueFormat<>(
        String.join(SEPARATOR, names.subList(0, last)) + " or " + names.get(last),
        text -> {
          require(names.contains(text));
          return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        },
        ValueFormat::lowerCaseName);
  }

  static ValueFormat<Duration> duration() {
    return new ValueFormat<>(Durations.EXPECTATION, Durations::parse, DURATION);
  }

  static ValueFormat<Duration> duration(Duration shortest, Duration longest) {
    return new ValueFormat<>(
        "a duration from " + Durations.format(shortest) + " to " + Durations.format(longest),
        text -> {
          Duration value = Durations.parse(text);
          require(value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0);
          return value;
        },
        DURATION);
  }

  static ValueFormat<Path> file(String expectation) {
    return new ValueFormat<>(expectation, Path::of, PLAIN);
  }

  static ValueFormat<String> text(String expectation, Predicate<String> valid) {
    return new ValueFormat<>(
        expectation,
        text -> {
          require(valid.test(text));
          return text;
        },
        Function.identity());
  }

  /**
   * Returns the format of a comma-separated list, which may be empty.
   *
   * @param check throws IllegalArgumentException for an invalid list
   */
  static <E> ValueFormat<List<E>> list(
      String expectation,
      Function<String, E> element,
      Function<E, String> formatter,
      Predicate<List<E>> check) {
    return new ValueFormat<>(
        expectation,
        text -> {
          List<E> values =
              text.isBlank()
                  ? List.of()
                  : Arrays.stream(text.split(",", -1)).map(String::strip).map(element).toList();
          require(check.test(values));
          return values;
        },
        values -> values.stream().map(formatter).collect(Collectors.joining(SEPARATOR)));
  }

  /** Returns this format with a word that stands for a value. */
  ValueFormat<T> orWord(String word, T value) {
    return new ValueFormat<>(
        word + ", or " + expectation,
        text -> text.equals(word) ? value : parser.apply(text),
        formatter);
  }

  /**
   * Returns the text of a value that a program has set.
   *
   * @throws IllegalArgumentException if the value is not valid
   */
  T checked(T value) {
    T parsed = parser.apply(formatter.apply(value));
    require(Objects.equals(parsed, value));
    return parsed;
  }

  private static String lowerCaseName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void require(boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("not valid");
    }
  }
}
