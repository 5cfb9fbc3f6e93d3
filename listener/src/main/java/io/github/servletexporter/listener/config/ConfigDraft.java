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
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Configuration in the making: the values found so far and everything that is wrong with them. */
final class ConfigDraft {

  private static final Set<ConfigKey<?>> CREDENTIALS =
      Set.of(
          ConfigKey.AUTH_USER,
          ConfigKey.AUTH_PASSWORD,
          ConfigKey.AUTH_PASSWORD_FILE,
          ConfigKey.AUTH_TOKEN,
          ConfigKey.AUTH_TOKEN_FILE);

  private final Map<ConfigKey<?>, Entry> entries = new HashMap<>();

  /** Keys whose text is not valid. */
  private final Set<ConfigKey<?>> invalid = new HashSet<>();

  /** Keys of which a problem says that the operator may have meant another value. */
  private final Set<ConfigKey<?>> doubtful = new HashSet<>();

  private final List<String> problems = new ArrayList<>();

  /** Returns an independent copy. */
  ConfigDraft copy() {
    ConfigDraft copy = new ConfigDraft();
    copy.entries.putAll(entries);
    copy.invalid.addAll(invalid);
    copy.doubtful.addAll(doubtful);
    copy.problems.addAll(problems);
    return copy;
  }

  /** Adds the problem that a source cannot be read, which might contain any key. */
  void unreadable(String sentence) {
    problem(sentence, ConfigKey.all());
  }

  /**
   * Adds a problem.
   *
   * @param concerned keys whose values are not known because of it
   */
  void problem(String sentence, Collection<ConfigKey<?>> concerned) {
    problems.add(LogText.printable(sentence));
    // Without the file, the values of all keys are unknown.
    doubtful.addAll(concerned.contains(ConfigKey.CONFIG_FILE) ? ConfigKey.all() : concerned);
  }

  /** Adds the problem that the text of a key is not valid. */
  void refuse(ConfigKey<?> key, String text, String source) {
    invalid.add(key);
    problem(
        "%s: expected %s, but was \"%s\" (%s)"
            .formatted(key, key.expectation(), LogText.printable(key.masked(text)), source),
        List.of(key));
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
   * @param origin reads the configuration again
   * @throws ConfigException if there is any problem
   */
  Config finish(List<String> warnings, Supplier<Config> origin) {
    for (ConfigKey<?> key : ConfigKey.all()) {
      readSecret(key);
    }
    Config config = new Config(entries, warnings, origin);
    if (!entries.isEmpty()) { // the defaults are in no conflict
      ConfigRules.conflicts(config, invalid)
          .forEach(conflict -> problem(conflict.sentence(), conflict.keys()));
    }
    if (problems.isEmpty()) {
      loadTls(config);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  /** Fails now rather than when the metrics port is bound. */
  private void loadTls(Config config) {
    try {
      config.loadTls();
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
  }

  /** Returns the settings that no problem concerns, after {@link #finish} has found all of them. */
  LoadedConfig remains() {
    doubtful.addAll(invalid);
    boolean credentialsKnown = Collections.disjoint(doubtful, CREDENTIALS);
    Map<ConfigKey<?>, Entry> kept = new HashMap<>(entries);
    kept.keySet().removeAll(doubtful);
    if (!credentialsKnown) {
      kept.keySet().removeAll(CREDENTIALS);
    }
    return new LoadedConfig(new Config(kept, List.of()), problems, credentialsKnown);
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
