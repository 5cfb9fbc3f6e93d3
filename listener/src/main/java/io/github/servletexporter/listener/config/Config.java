package io.github.servletexporter.listener.config;

import io.github.servletexporter.base.LogText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Validated configuration of servlet-exporter in one web application, with the source of each
 * value.
 *
 * <pre>{@code
 * Config config =
 *     Config.builder().set(ConfigKey.PORT, 9404).set(ConfigKey.SIZES, SizeMode.COUNTED).build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Config {

  private static final String DEFAULT = "default";
  private static final Config DEFAULTS = new Config(Map.of(), List.of());

  private final Map<ConfigKey<?>, Entry> entries;
  private final List<String> warnings;
  private final @Nullable Supplier<Config> origin;

  Config(Map<ConfigKey<?>, Entry> entries, List<String> warnings) {
    this(entries, warnings, null);
  }

  /**
   * Creates a configuration.
   *
   * @param origin reads the configuration again, or null if there is nothing to read
   */
  Config(
      Map<ConfigKey<?>, Entry> entries, List<String> warnings, @Nullable Supplier<Config> origin) {
    this.origin = origin;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    this.warnings = List.copyOf(warnings);
  }

  /** Returns the configuration in which nothing is set. */
  public static Config defaults() {
    return DEFAULTS;
  }

  /** Returns a builder in which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the value of a key, or its default.
   *
   * @throws NoSuchElementException if the key is not set and has no default; see {@link #find}
   */
  public <T> T get(ConfigKey<T> key) {
    Optional<T> value = find(key);
    if (value.isEmpty()) {
      throw new NoSuchElementException(key + " is not set and has no default");
    }
    return value.get();
  }

  /** Returns the value of a key, or its default; empty if the key has neither. */
  public <T> Optional<T> find(ConfigKey<T> key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return key.defaultValue();
    }
    @SuppressWarnings("unchecked") // a draft puts only values of type T under a ConfigKey<T>
    @Nullable T value = (T) entry.value();
    return Optional.ofNullable(value);
  }

  /** Returns whether a source gives a key a value. */
  boolean isSet(ConfigKey<?> key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() != null;
  }

  /** Returns a key with its value, a mask for a secret, and the source of the value. */
  public Setting setting(ConfigKey<?> key) {
    Entry entry = entries.get(key);
    return entry == null
        ? new Setting(key, key.defaultText(), DEFAULT)
        : new Setting(key, key.masked(entry.text()), entry.source());
  }

  /** Returns the settings that are not defaults, in the order of {@link ConfigKey#all()}. */
  public List<Setting> settings() {
    return ConfigKey.all().stream().filter(entries::containsKey).map(this::setting).toList();
  }

  /**
   * Returns the setting of every key, defaults included, in the order of {@link ConfigKey#all()}.
   */
  public List<Setting> effectiveSettings() {
    return ConfigKey.all().stream().map(this::setting).toList();
  }

  /** Returns sentences about variables that are set and have no effect. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Loads the certificates of the metrics port from their files.
   *
   * @return TLS context, empty if no key store is set
   * @throws ConfigException if a file cannot be read, its password is wrong, or it contains nothing
   *     usable
   */
  public Optional<SSLContext> loadTls() {
    return isSet(ConfigKey.TLS_KEY_STORE) || isSet(ConfigKey.TLS_CERTIFICATE)
        ? TlsContext.of(this)
        : Optional.empty();
  }

  /**
   * Returns the files that the configuration has been read from: the configuration file, and those
   * of secrets and certificates.
   */
  public List<Path> files() {
    for (Entry entry : entries.values()) {
      if (entry.value() instanceof Path) {
        return RuntimeKeys.files(this);
      }
    }
    return List.of();
  }

  /**
   * Reads the files again. Everything else, such as system properties and what a program has set,
   * stays as it was read first.
   *
   * @return configuration in which the settings that can change at run time have their new values
   * @throws ConfigException if the configuration is not valid any more
   */
  public Reload reload() {
    return RuntimeKeys.merge(this, origin == null ? this : origin.get());
  }

  /** Returns this configuration with some keys as in another one. */
  Config with(Collection<ConfigKey<?>> keys, Config other) {
    Map<ConfigKey<?>, Entry> merged = new HashMap<>(entries);
    for (ConfigKey<?> key : keys) {
      Entry entry = other.entries.get(key);
      if (entry == null) {
        merged.remove(key);
      } else {
        merged.put(key, entry);
      }
    }
    return new Config(merged, warnings, origin);
  }

  /** Returns the settings that are not defaults, for a log line. */
  @Override
  public String toString() {
    return entries.isEmpty()
        ? "default settings"
        : settings().stream().map(Setting::toString).collect(Collectors.joining(", "));
  }

  /**
   * Value of a key as it is shown.
   *
   * @param key the key
   * @param value the value as text, a mask for a secret; empty if there is none
   * @param source the source of the value, {@code default} if the key is not set
   */
  public record Setting(ConfigKey<?> key, String value, String source) {

    /** Returns the full name of the key. */
    public String name() {
      return key.name();
    }

    /** Returns the setting for a log line. */
    @Override
    public String toString() {
      return LogText.printable(key + "=" + value + " (" + source + ")");
    }
  }

  /**
   * Configuration that was read again.
   *
   * @param config configuration to use from now on
   * @param changed settings that have changed in it
   * @param fixed settings that have changed in their sources and take effect at the next start only
   */
  public record Reload(Config config, List<Setting> changed, List<Setting> fixed) {

    /** Copies the lists. */
    public Reload {
      changed = List.copyOf(changed);
      fixed = List.copyOf(fixed);
    }
  }

  /**
   * Value of a key that is set.
   *
   * @param value the value, null if the source sets the key to nothing
   * @param text the text of the value
   * @param source name of the source
   */
  record Entry(@Nullable Object value, String text, String source) {}

  /** Builder of a configuration for embedded use. Not thread-safe. */
  public static final class Builder {

    private static final String SOURCE = "program";

    private final ConfigDraft draft = new ConfigDraft();

    private Builder() {}

    /** Sets the value of a key. {@link #build()} validates it. */
    public <T> Builder set(ConfigKey<T> key, T value) {
      draft.set(key, Objects.requireNonNull(value, key.name()), SOURCE);
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws ConfigException if values are not valid or in conflict, with all problems
     */
    public Config build() {
      return build(draft.copy());
    }

    private static Config build(ConfigDraft set) {
      return set.copy().finish(List.of(), () -> build(set));
    }
  }
}
