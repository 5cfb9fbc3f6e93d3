package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.request.RouteRules;
import io.github.servletexporter.filter.body.SizeMode;
import io.github.servletexporter.filter.guard.FramingMode;
import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.MeterConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads the configuration: system property, environment, file, context-param, init-param, class
 * path, default; the first that has a key wins.
 *
 * <p>Reads everything when it is called and keeps nothing. Not thread-safe.
 */
public final class ConfigLoader {

  private static final String CLASS_PATH_FILE = "servlet-exporter.properties";

  /** After system properties and environment. */
  private static final int FILE_POSITION = 2;

  private final Map<String, String> systemProperties;
  private final Map<String, String> environment;
  private final Map<String, String> contextParameters;
  private final Map<String, String> initParameters;
  private final ClassLoader loader;

  /**
   * Creates a loader.
   *
   * @param systemProperties all system properties
   * @param environment all environment variables
   * @param contextParameters the web application's context-params
   * @param initParameters the init-params of our filter and servlet
   * @param loader where {@code servlet-exporter.properties} is looked for
   */
  public ConfigLoader(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> contextParameters,
      Map<String, String> initParameters,
      ClassLoader loader) {
    this.systemProperties = systemProperties;
    this.environment = environment;
    this.contextParameters = contextParameters;
    this.initParameters = initParameters;
    this.loader = loader;
  }

  /**
   * Loads and validates.
   *
   * @throws ConfigException if anything is wrong, with all that is
   */
  public LoadedConfig load() {
    List<String> problems = new ArrayList<>();
    ConfigValues values = new ConfigValues(sources(problems));
    MetricsConfig.Builder builder = MetricsConfig.builder();
    builder
        .enabled(values.bool(ConfigKey.ENABLED, true))
        .path(values.value(ConfigKey.PATH, ConfigKey.PATH.defaultText(), ConfigLoader::path))
        .framing(values.constant(ConfigKey.FRAMING, FramingMode.REJECT))
        .sizes(values.constant(ConfigKey.SIZES, SizeMode.DECLARED))
        .buckets(
            values.value(ConfigKey.BUCKETS, BucketLayout.DEFAULT_SECONDS, ConfigLoader::buckets))
        .nativeHistograms(values.bool(ConfigKey.NATIVE_HISTOGRAMS, false))
        .exemplars(values.bool(ConfigKey.EXEMPLARS, false))
        .maxSeries(
            values.value(
                ConfigKey.MAX_SERIES, MeterConfig.DEFAULT_MAX_SERIES, ConfigLoader::maxSeries))
        .routes(values.value(ConfigKey.ROUTES, RouteRules.none(), RouteRules::parse))
        .workers(SupervisionValues.workers(values))
        .queue(SupervisionValues.queue(values))
        .gracefulTimeout(
            values.value(ConfigKey.GRACEFUL_TIMEOUT, Duration.ofSeconds(30), Durations::parse))
        .server(PortValues.server(values))
        .pages(PortValues.pages(values))
        .errors(PortValues.errors(values))
        .compatNames(values.constant(ConfigKey.COMPAT_NAMES, CompatNames.NONE))
        .failFast(values.bool(ConfigKey.FAIL_FAST, false))
        .store(StoreValues.store(values))
        .hooks(values.value(ConfigKey.HOOKS, List.of(), SupervisionValues::classNames));
    credentials(values, builder);
    problems.addAll(values.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new LoadedConfig(
        builder.build(), values.settings(), ConfigSource.withoutEffect(environment), false);
  }

  private List<ConfigSource> sources(List<String> problems) {
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(ConfigSource.prefixed("system property", systemProperties));
    sources.add(ConfigSource.environment(environment));
    sources.addAll(ConfigSource.seeds(environment));
    sources.add(ConfigSource.prefixed("context-param", contextParameters));
    sources.add(ConfigSource.prefixed("init-param", initParameters));
    ConfigSource classPath = classPath(problems);
    if (classPath != null) {
      sources.add(classPath);
    }
    ConfigSource file = file(sources, problems);
    if (file != null) {
      sources.add(FILE_POSITION, file);
    }
    return sources;
  }

  private static @Nullable ConfigSource file(List<ConfigSource> sources, List<String> problems) {
    for (ConfigSource source : sources) {
      String name = source.get(ConfigKey.CONFIG_FILE);
      if (name != null) {
        try (InputStream stream = Files.newInputStream(Path.of(name))) {
          return ConfigSource.owned("file " + name, properties(stream));
        } catch (IOException | IllegalArgumentException e) {
          problems.add(ConfigValues.problem(ConfigKey.CONFIG_FILE, name, source));
          return null;
        }
      }
    }
    return null;
  }

  private @Nullable ConfigSource classPath(List<String> problems) {
    try (InputStream stream = loader.getResourceAsStream(CLASS_PATH_FILE)) {
      return stream == null
          ? null
          : ConfigSource.owned(CLASS_PATH_FILE + " on the class path", properties(stream));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(CLASS_PATH_FILE + ": expected a readable properties file on the class path");
      return null;
    }
  }

  private static void credentials(ConfigValues values, MetricsConfig.Builder builder) {
    String user = values.credential(ConfigKey.AUTH_USER);
    String password = values.secret(ConfigKey.AUTH_PASSWORD, ConfigKey.AUTH_PASSWORD_FILE);
    String token = values.secret(ConfigKey.AUTH_TOKEN, ConfigKey.AUTH_TOKEN_FILE);
    try {
      builder.credentials(new Credentials(user, password, token));
    } catch (IllegalArgumentException e) {
      values.problems().add(ConfigKey.PREFIX + "auth: " + e.getMessage());
    }
  }

  private static String path(String text) {
    if (!MetricsConfig.isPath(text)) {
      throw new IllegalArgumentException("no path");
    }
    return text;
  }

  private static List<Double> buckets(String text) {
    List<Double> buckets =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Double::valueOf).toList();
    if (!MetricsConfig.areBuckets(buckets)) {
      throw new IllegalArgumentException("no buckets");
    }
    return buckets;
  }

  private static int maxSeries(String text) {
    return ConfigValues.number(text, 1, MetricsConfig.MAX_MAX_SERIES);
  }

  /** Reads UTF-8, with or without a byte order mark. */
  private static Map<String, String> properties(InputStream stream) throws IOException {
    String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    Properties properties = new Properties();
    properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
