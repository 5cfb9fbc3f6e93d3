package io.github.servletexporter.listener.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads typed values from sources in their order and collects what is wrong. One load uses it. */
final class ConfigValues {

  private static final String MASK = "***";

  private final List<ConfigSource> sources;
  private final List<String> problems = new ArrayList<>();
  private final List<LoadedConfig.Setting> settings = new ArrayList<>();

  ConfigValues(List<ConfigSource> sources) {
    this.sources = sources;
    sources.forEach(source -> problems.addAll(UnknownKeys.problems(source)));
  }

  List<String> problems() {
    return problems;
  }

  List<LoadedConfig.Setting> settings() {
    return settings;
  }

  boolean bool(ConfigKey key, boolean otherwise) {
    return value(key, otherwise, ConfigValues::parseBoolean);
  }

  <E extends Enum<E>> E constant(ConfigKey key, E otherwise) {
    return value(
        key,
        otherwise,
        text -> {
          if (!text.equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("values are written in lower case");
          }
          return Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
        });
  }

  /** Returns a credential, which may not be blank where it is set. */
  @Nullable String credential(ConfigKey key) {
    String text = value(key, "", ConfigValues::notBlank);
    return text.isEmpty() ? null : text;
  }

  /** Returns the first line of the file that a key names, so that a secret needs no other place. */
  private @Nullable String firstLineOf(ConfigKey key) {
    String text = value(key, "", file -> notBlank(readFirstLine(file)));
    return text.isEmpty() ? null : text;
  }

  /** Returns a secret, which stands in a key or in the file that another key names. */
  @Nullable String secret(ConfigKey key, ConfigKey fileKey) {
    String secret = credential(key);
    return secret != null ? secret : firstLineOf(fileKey);
  }

  /** Returns a key's value, or the given one when it is not set or not valid. */
  <T> T value(ConfigKey key, T otherwise, Function<String, T> parser) {
    for (ConfigSource source : sources) {
      String text = source.get(key);
      if (text != null) {
        String shown = key.isSecret() ? MASK : text;
        settings.add(new LoadedConfig.Setting(key, shown, source.name()));
        try {
          return parser.apply(text);
        } catch (IllegalArgumentException e) {
          problems.add(problem(key, shown, source));
          return otherwise;
        }
      }
    }
    return otherwise;
  }

  static String problem(ConfigKey key, String shown, ConfigSource source) {
    return key.key()
        + ": expected "
        + key.expectation()
        + ", but was \""
        + shown
        + "\" ("
        + source.name()
        + ")";
  }

  /**
   * Returns a number within bounds.
   *
   * @throws IllegalArgumentException if the text is no such number
   */
  static int number(String text, int least, int most) {
    int value = Integer.parseInt(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("no boolean");
    };
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return text;
  }

  private static String readFirstLine(String file) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.findFirst().map(String::strip).orElse("");
    } catch (IOException | InvalidPathException | UncheckedIOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
