package io.github.servletexporter.listener.config;

import io.github.servletexporter.base.InputFile;
import io.github.servletexporter.base.LogText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Loader of the configuration from its sources: web framework, system property, environment
 * variable, file, context-param, init-param, class path. The first source that has a key wins.
 *
 * <p>Reads the sources in {@link #load()} and keeps nothing.
 *
 * @param framework the settings of the web framework, in their order
 * @param systemProperties all system properties
 * @param environment all environment variables
 * @param contextParameters the context-params of the web application
 * @param initParameters the init-params of our filter and servlets
 * @param loader the class loader that finds {@code servlet-exporter.properties}
 */
public record ConfigLoader(
    List<FrameworkSettings> framework,
    Map<String, String> systemProperties,
    Map<String, String> environment,
    Map<String, String> contextParameters,
    Map<String, String> initParameters,
    ClassLoader loader) {

  private static final String CLASS_PATH_FILE = "servlet-exporter.properties";
  private static final String OTEL_METHODS = "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS";

  /**
   * Creates the loader of an application without a web framework that has settings.
   *
   * @param systemProperties all system properties
   * @param environment all environment variables
   * @param contextParameters the context-params of the web application
   * @param initParameters the init-params of our filter and servlets
   * @param loader the class loader that finds {@code servlet-exporter.properties}
   */
  public ConfigLoader(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> contextParameters,
      Map<String, String> initParameters,
      ClassLoader loader) {
    this(List.of(), systemProperties, environment, contextParameters, initParameters, loader);
  }

  /**
   * Loads and validates the configuration.
   *
   * @throws ConfigException if anything is wrong, with all problems
   */
  public Config load() {
    return read().finish(this::load);
  }

  /**
   * Loads the configuration for the start of a web application, which an invalid one stops only if
   * {@code on-invalid-configuration} says so.
   *
   * @throws ConfigException if anything is wrong and the start has to be refused
   */
  public LoadedConfig loadForStart() {
    Draft read = read();
    try {
      return LoadedConfig.valid(read.finish(this::load));
    } catch (ConfigException e) {
      if (read.onInvalid() == InvalidConfigAction.REFUSE) {
        throw e;
      }
      return read.draft().remains();
    }
  }

  private Draft read() {
    ConfigDraft draft = new ConfigDraft();
    List<ConfigSource> aboveApplication = new ArrayList<>();
    for (FrameworkSettings settings : framework) {
      aboveApplication.add(ConfigSource.prefixed(settings.source(), settings.values()));
    }
    aboveApplication.add(ConfigSource.prefixed("system property", systemProperties));
    aboveApplication.add(ConfigSource.environment(environment));
    List<ConfigSource> application = new ArrayList<>();
    application.add(ConfigSource.prefixed("context-param", contextParameters));
    application.add(ConfigSource.prefixed("init-param", initParameters));
    add(classPath(draft), application);
    add(openTelemetry(), application);
    add(file(join(aboveApplication, application), draft), aboveApplication);
    boolean gunicorn = readsGunicorn(join(aboveApplication, application));
    if (gunicorn) {
      aboveApplication.addAll(
          GunicornEnvironment.sources(environment, aboveApplication, application));
    }
    List<ConfigSource> sources = join(aboveApplication, application);
    for (ConfigSource source : sources) {
      for (UnknownKeys.Unknown unknown : UnknownKeys.of(source)) {
        draft.problem(unknown.sentence(), List.of(unknown.meant()));
      }
    }
    for (ConfigKey<?> key : ConfigKey.all()) {
      parse(key, sources, draft);
    }
    return new Draft(
        draft,
        gunicorn ? GunicornEnvironment.warnings(environment) : List.of(),
        onInvalid(sources));
  }

  /** Returns what to do if anything is wrong; an invalid value of the key itself disables. */
  private static InvalidConfigAction onInvalid(List<ConfigSource> sources) {
    ConfigKey<InvalidConfigAction> key = ConfigKey.ON_INVALID_CONFIGURATION;
    String refuse = key.text(InvalidConfigAction.REFUSE);
    ConfigSource source = ConfigSource.first(key, sources).orElse(null);
    return source != null && source.text(key).equals(refuse)
        ? InvalidConfigAction.REFUSE
        : InvalidConfigAction.DISABLE;
  }

  /**
   * Everything that was read, not yet validated as a whole.
   *
   * @param draft values and problems
   * @param warnings sentences about what has no effect
   * @param onInvalid what to do at a start if anything is wrong
   */
  private record Draft(ConfigDraft draft, List<String> warnings, InvalidConfigAction onInvalid) {

    Config finish(Supplier<Config> origin) {
      return draft.finish(warnings, origin);
    }
  }

  private static void add(Optional<ConfigSource> source, List<ConfigSource> sources) {
    if (source.isPresent()) {
      sources.add(source.get());
    }
  }

  private static <T> void parse(ConfigKey<T> key, List<ConfigSource> sources, ConfigDraft draft) {
    ConfigSource source = ConfigSource.first(key, sources).orElse(null);
    if (source != null) {
      draft.parse(key, source.text(key), source.name());
    }
  }

  private static List<ConfigSource> join(List<ConfigSource> first, List<ConfigSource> second) {
    List<ConfigSource> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  private static boolean readsGunicorn(List<ConfigSource> sources) {
    String gunicorn = ConfigKey.COMPAT_ENV.text(Compatibility.GUNICORN);
    ConfigSource source = ConfigSource.first(ConfigKey.COMPAT_ENV, sources).orElse(null);
    return source != null && source.text(ConfigKey.COMPAT_ENV).equals(gunicorn);
  }

  private static Optional<ConfigSource> file(List<ConfigSource> sources, ConfigDraft draft) {
    ConfigSource naming = ConfigSource.first(ConfigKey.CONFIG_FILE, sources).orElse(null);
    if (naming == null || naming.text(ConfigKey.CONFIG_FILE).isEmpty()) {
      return Optional.empty();
    }
    String name = naming.text(ConfigKey.CONFIG_FILE);
    try {
      String content = InputFile.text(Path.of(name));
      return Optional.of(ConfigSource.owned("file " + name, properties(content)));
    } catch (IOException | IllegalArgumentException e) {
      draft.refuse(ConfigKey.CONFIG_FILE, name, naming.name(), e);
      return Optional.empty();
    }
  }

  private Optional<ConfigSource> classPath(ConfigDraft draft) {
    try (InputStream stream = loader.getResourceAsStream(CLASS_PATH_FILE)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(
              ConfigSource.owned(
                  CLASS_PATH_FILE + " on the class path",
                  properties(InputFile.text(InputFile.read(stream)))));
    } catch (IOException | IllegalArgumentException e) {
      draft.unreadable(
          CLASS_PATH_FILE
              + ": expected a readable properties file of at most 1 MB on the class path, but: "
              + LogText.escaped(e));
      return Optional.empty();
    }
  }

  /**
   * Returns the source of the variable that the HTTP conventions of OpenTelemetry demand. Our own
   * key has precedence, wherever it is set. An empty variable counts as not set.
   */
  private Optional<ConfigSource> openTelemetry() {
    String methods = environment.get(OTEL_METHODS);
    return methods == null || methods.isBlank()
        ? Optional.empty()
        : Optional.of(
            ConfigSource.owned(
                "environment variable " + OTEL_METHODS,
                Map.of(ConfigKey.KNOWN_METHODS.name(), methods)));
  }

  private static Map<String, String> properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> texts = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, properties.getProperty(name));
    }
    return texts;
  }
}
