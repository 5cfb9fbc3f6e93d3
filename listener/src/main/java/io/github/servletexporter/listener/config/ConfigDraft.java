package io.github.servletexporter.listener.config;

import io.github.servletexporter.base.InputFile;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.listener.config.Config.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configuration in the making: the values found so far and everything that is wrong with them. */
final class ConfigDraft {

  private final Map<ConfigKey<?>, Entry> entries = new HashMap<>();
  private final Set<ConfigKey<?>> invalid = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  /** Adds a problem that does not concern the value of a key. */
  void problem(String sentence) {
    problems.add(sentence);
  }

  /** Adds the problem that the text of a key is not valid. */
  void refuse(ConfigKey<?> key, String text, String source) {
    invalid.add(key);
    problems.add(
        "%s: expected %s, but was \"%s\" (%s)"
            .formatted(key, key.expectation(), LogText.printable(key.masked(text)), source));
  }

  /** Adds the problem that the file that a key names cannot be read. */
  void refuse(ConfigKey<?> key, String path, String source, Exception reason) {
    refuse(key, path, source);
    String why =
        reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
    problems.add(problems.remove(problems.size() - 1) + ": " + LogText.escaped(why));
  }

  /** Sets a key to a text. */
  <T> void parse(ConfigKey<T> key, String text, String source) {
    try {
      entries.put(key, new Entry(key.parse(text), text, source));
    } catch (IllegalArgumentException e) {
      refuse(key, text, source);
    }
  }

  /** Sets a key to a value. */
  <T> void set(ConfigKey<T> key, T value, String source) {
    String text = key.text(value);
    try {
      entries.put(key, new Entry(key.checked(value), text, source));
    } catch (IllegalArgumentException e) {
      refuse(key, text, source);
    }
  }

  /**
   * Returns the configuration.
   *
   * @param warnings sentences about what has no effect
   * @throws ConfigException if there is any problem
   */
  Config finish(List<String> warnings) {
    ConfigKey.all().forEach(this::readSecret);
    Config config = new Config(entries, warnings);
    problems.addAll(ConfigRules.problems(config, invalid));
    if (problems.isEmpty()) {
      config.loadTls(); // fails now rather than when the metrics port is bound
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  /** Reads the secret in the file that a key names, unless the secret's own key is set. */
  private void readSecret(ConfigKey<?> fileKey) {
    Entry file = entries.get(fileKey);
    ConfigKey<String> secret = fileKey.secretInFile().orElse(null);
    if (secret == null || entries.containsKey(secret)) {
      return;
    }
    if (invalid.contains(fileKey)) {
      invalid.add(secret);
    } else if (file != null && file.value() instanceof Path path) {
      try {
        String line = firstLine(path);
        entries.put(secret, new Entry(secret.parse(line), line, "file " + path));
      } catch (IllegalArgumentException e) { // its message may contain the secret
        refuse(fileKey, file.text(), file.source());
        invalid.add(secret);
      } catch (IOException e) {
        refuse(fileKey, file.text(), file.source(), e);
        invalid.add(secret);
      }
    }
  }

  private static String firstLine(Path file) throws IOException {
    // Refuses malformed UTF-8, which would replace a character of the secret.
    CharBuffer text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(InputFile.read(file)));
    return text.toString().lines().findFirst().map(String::strip).orElse("");
  }
}
