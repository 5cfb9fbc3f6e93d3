package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.github.servletexporter.filter.setting.DeadlineAction;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

  private static final String FRAMING = "servlet-exporter.framing";

  @TempDir private Path directory;

  private final List<FrameworkSettings> framework = new ArrayList<>();
  private final Map<String, String> system = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> context = new HashMap<>();
  private final Map<String, String> init = new HashMap<>();

  @Test
  void hasTheDefaultsWhenNothingIsSet() throws Exception {
    assertThat(load().effectiveSettings()).isEqualTo(Config.defaults().effectiveSettings());
    assertThat(load()).hasToString("default settings");
  }

  @Test
  void takesTheFirstSourceThatHasAKey() throws Exception {
    Files.writeString(directory.resolve("servlet-exporter.properties"), FRAMING + "=off");
    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.OFF);

    init.put(FRAMING, "observe");
    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.OBSERVE);

    context.put(FRAMING, "strict");
    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.STRICT);

    context.put("servlet-exporter.config-file", file(FRAMING + "=observe"));
    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.OBSERVE);

    environment.put("SERVLET_EXPORTER_FRAMING", "reject");
    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.REJECT);

    system.put(FRAMING, "off");
    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.OFF);
  }

  @Test
  void takesTheSettingsOfAFrameworkFirst() throws Exception {
    system.put(FRAMING, "off");
    framework.add(new FrameworkSettings("application.yaml", Map.of(FRAMING, "strict")));
    framework.add(new FrameworkSettings("defaults", Map.of(FRAMING, "observe")));

    assertThat(load().setting(ConfigKey.FRAMING))
        .hasToString(FRAMING + "=strict (application.yaml)");
  }

  @Test
  void reportsAnUnknownKeyOfAFramework() {
    framework.add(
        new FrameworkSettings("application.yaml", Map.of("servlet-exporter.prot", "9404")));

    assertThat(catchThrowableOfType(ConfigException.class, this::load).problems())
        .containsExactly(
            "servlet-exporter.prot: unknown key (application.yaml); did you mean"
                + " servlet-exporter.port?");
  }

  @Test
  void readsTheKeysOfWorkers() throws Exception {
    system.put("servlet-exporter.max-worker-series", "8");
    system.put("servlet-exporter.max-requests", "1000");
    system.put("servlet-exporter.max-requests-jitter", "100");
    system.put("servlet-exporter.max-lifetime", "12h");
    system.put("servlet-exporter.max-lifetime-jitter", "90");
    system.put("servlet-exporter.recycling", "wrap");
    system.put("servlet-exporter.close-on-overshoot", "false");
    system.put("servlet-exporter.worker-timeout", "500ms");
    system.put("servlet-exporter.worker-timeout-action", "recycle");
    system.put("servlet-exporter.graceful-timeout", "0");
    system.put("servlet-exporter.trusted-proxies", "10.0.0.0/8, ::1");
    system.put("servlet-exporter.queue-deadline", "10s");
    system.put("servlet-exporter.queue-action", "shed");
    system.put("servlet-exporter.fail-fast", "true");
    system.put("servlet-exporter.hooks", "com.example.Pager, com.example.Audit");

    Config config = load();

    assertThat(config.get(ConfigKey.MAX_WORKER_SERIES)).isEqualTo(8);
    assertThat(config.get(ConfigKey.MAX_REQUESTS)).isEqualTo(1000);
    assertThat(config.get(ConfigKey.MAX_REQUESTS_JITTER)).isEqualTo(100);
    assertThat(config.get(ConfigKey.MAX_LIFETIME)).isEqualTo(Duration.ofHours(12));
    assertThat(config.get(ConfigKey.MAX_LIFETIME_JITTER)).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.get(ConfigKey.RECYCLING)).isEqualTo(Recycling.WRAP);
    assertThat(config.get(ConfigKey.CLOSE_ON_OVERSHOOT)).isFalse();
    assertThat(config.get(ConfigKey.WORKER_TIMEOUT)).isEqualTo(Duration.ofMillis(500));
    assertThat(config.get(ConfigKey.WORKER_TIMEOUT_ACTION)).isEqualTo(TimeoutAction.RECYCLE);
    assertThat(config.get(ConfigKey.TRUSTED_PROXIES)).containsExactly("10.0.0.0/8", "::1");
    assertThat(config.get(ConfigKey.QUEUE_DEADLINE)).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.get(ConfigKey.QUEUE_ACTION)).isEqualTo(DeadlineAction.SHED);
    assertThat(config.get(ConfigKey.GRACEFUL_TIMEOUT)).isZero();
    assertThat(config.get(ConfigKey.FAIL_FAST)).isTrue();
    assertThat(config.get(ConfigKey.HOOKS))
        .containsExactly("com.example.Pager", "com.example.Audit");
  }

  @ParameterizedTest
  @CsvSource({
    "max-worker-series, 0",
    "max-worker-series, 10001",
    "max-requests, -1",
    "max-requests, many",
    "max-lifetime, -5s",
    "max-lifetime, 1001d",
    "worker-timeout, 1.5s",
    "worker-timeout, ''",
    "worker-timeout-action, kill",
    "graceful-timeout, 5 s",
    "trusted-proxies, localhost",
    "queue-action, drop",
    "allowed-hosts, shop:9404",
    "allowed-hosts, '[::1]'",
    "allowed-hosts, 'shop,'",
    "allowed-hosts, shop..example",
    "allowed-hosts, *.example.org",
    "hooks, com.example.Pager;"
  })
  void refusesInvalidValues(String key, String value) {
    system.put("servlet-exporter." + key, value);

    assertThat(catchThrowableOfType(ConfigException.class, this::load).problems())
        .singleElement(STRING)
        .startsWith("servlet-exporter." + key + ": expected ")
        .endsWith("but was \"" + value + "\" (system property)");
  }

  @Test
  void namesTheSourceOfEachValue() throws Exception {
    environment.put("SERVLET_EXPORTER_SIZES", "counted");
    context.put("servlet-exporter.auth.token", "very secret");

    assertThat(load().get(ConfigKey.SIZES)).isEqualTo(SizeMode.COUNTED);
    assertThat(load().toString())
        .contains("servlet-exporter.sizes=counted (environment variable)")
        .contains("servlet-exporter.auth.token=*** (context-param)")
        .doesNotContain("very secret");
  }

  @Test
  void reportsAllProblemsTogether() throws Exception {
    system.put("servlet-exporter.max-series", "-5");
    environment.put("SERVLET_EXPORTER_FRAMING", "Reject");
    environment.put("SERVLET_EXPORTER_BUCKET", "1");
    context.put("servlet-exporter.maxseries", "7");
    context.put("servlet-exporter.buckets", "1, 0.5");
    context.put("servlet-exporter.enabled", "yes");
    init.put("servlet-exporter.routes", "users");
    init.put("servlet-exporter.auth.user", "me");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown.problems())
        .containsExactlyInAnyOrder(
            "servlet-exporter.max-series: expected a whole number from 1 to 1000000,"
                + " but was \"-5\" (system property)",
            "servlet-exporter.framing: expected reject, strict, observe or off,"
                + " but was \"Reject\" (environment variable)",
            "SERVLET_EXPORTER_BUCKET: unknown key (environment variable);"
                + " did you mean SERVLET_EXPORTER_BUCKETS?",
            "servlet-exporter.maxseries: unknown key (context-param);"
                + " did you mean servlet-exporter.max-series?",
            "servlet-exporter.buckets: expected 1 to 100 ascending numbers > 0, separated by"
                + " commas, but was \"1, 0.5\" (context-param)",
            "servlet-exporter.enabled: expected true or false, but was \"yes\" (context-param)",
            "servlet-exporter.routes: expected templates such as /users/{id} or /static/** ->"
                + " /static, separated by commas, but was \"users\" (init-param)",
            "servlet-exporter.auth.user=me (init-param) needs servlet-exporter.auth.password,"
                + " which is not set");
    assertThat(thrown).hasMessageContainingAll(thrown.problems().toArray(new String[0]));
  }

  @Test
  void refusesUnknownKeysInOurOwnFileEvenWithoutThePrefix() throws Exception {
    system.put("servlet-exporter.config-file", file("framing=off"));

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown.problems())
        .singleElement()
        .asString()
        .startsWith("framing: unknown key (file ")
        .endsWith("did you mean servlet-exporter.framing?");
  }

  @Test
  void ignoresNamesWithoutOurPrefix() throws Exception {
    system.put("servlet.exporter", "x");
    environment.put("SERVLET_EXPORTER", "x");
    context.put("servlet-exporter", "x");

    assertThat(load().settings()).isEmpty();
  }

  @Test
  void reportsAMissingFile() {
    system.put("servlet-exporter.config-file", directory.resolve("missing").toString());

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown.problems())
        .singleElement()
        .asString()
        .startsWith("servlet-exporter.config-file: expected a readable properties file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config-file", "auth.token-file", "tls.key-store-password-file", "tls.key-store"})
  @Timeout(value = 30, threadMode = SEPARATE_THREAD) // no interrupt ends open(2)
  void refusesAPipeWithoutOpeningIt(String key) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    context.put("servlet-exporter.tls.key-store-password", "changeit");
    context.remove("servlet-exporter." + key.replace("-file", ""));
    context.put("servlet-exporter." + key, pipe.toString());

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown)
        .hasMessageContaining("servlet-exporter." + key)
        .hasMessageContaining("pipe")
        .hasMessageContaining("(context-param)")
        .hasMessageContaining("not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config-file", "auth.token-file", "tls.key-store"})
  void refusesAFileOfGigabytesWithoutReadingIt(String key) throws Exception {
    Path file = directory.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    if (key.equals("tls.key-store")) {
      context.put("servlet-exporter.tls.key-store-password", "changeit");
    }
    context.put("servlet-exporter." + key, file.toString());

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown)
        .hasMessageContaining("servlet-exporter." + key)
        .hasMessageContaining("large")
        .hasMessageContaining("(context-param)")
        .hasMessageContaining("larger than 1048576 bytes");
  }

  @Test
  void readsAFileThroughALink() throws Exception {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, Path.of(file("token")));
    context.put("servlet-exporter.auth.token-file", link.toString());

    assertThat(load().get(ConfigKey.AUTH_TOKEN)).isEqualTo("token");
  }

  @Test
  void reportsAValueWithoutItsLineBreaks() {
    context.put("servlet-exporter.port", "1\n2026-11-28 ERROR forged\u001b[31m");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown.problems()).singleElement().asString().contains("1\\u000a2026");
  }

  @Test
  void readsASecretFromTheFirstLineOfAFile() throws Exception {
    context.put("servlet-exporter.auth.user", "prometheus");
    context.put("servlet-exporter.auth.password-file", file("s3cret\nsecond line"));

    Config config = load();

    assertThat(config.get(ConfigKey.AUTH_PASSWORD)).isEqualTo("s3cret");
    assertThat(config.toString()).contains("auth.password=*** (file ").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \nsecond line"})
  void doesNotOpenTheScrapeWhenASecretIsEmpty(String secret) throws Exception {
    context.put("servlet-exporter.auth.token-file", file(secret));

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown).hasMessageContaining("servlet-exporter.auth.token-file: expected");
  }

  @Test
  void refusesAUserWithAColon() {
    context.put("servlet-exporter.auth.user", "a:b");
    context.put("servlet-exporter.auth.password", "c");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown).hasMessageContaining("a user name without a colon");
  }

  @Test
  void startsBesideAKubernetesServiceOfOurName() throws Exception {
    environment.put("SERVLET_EXPORTER_SERVICE_HOST", "10.0.0.1");
    environment.put("SERVLET_EXPORTER_SERVICE_PORT_HTTP", "80");
    environment.put("SERVLET_EXPORTER_PORT", "tcp://10.0.0.1:80");
    environment.put("SERVLET_EXPORTER_PORT_80_TCP_ADDR", "10.0.0.1");

    assertThat(load().settings()).isEmpty();
  }

  @Test
  void readsFilesAsUtf8WithOrWithoutAByteOrderMark() throws Exception {
    context.put("servlet-exporter.config-file", file("\uFEFFservlet-exporter.auth.token=pässword"));

    assertThat(load().get(ConfigKey.AUTH_TOKEN)).isEqualTo("pässword");
  }

  @Test
  void readsTheFileThatTheClassPathFileNames() throws Exception {
    String file = file(FRAMING + "=observe");
    Files.writeString(
        directory.resolve("servlet-exporter.properties"), "servlet-exporter.config-file=" + file);

    assertThat(load().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.OBSERVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"metrics", "/", "//m", "/m?x", "/m;x", "/x/../m", "/%6d", "/m/*", "/m/", "/m m"})
  void refusesPathsThatNoContainerMaps(String path) {
    context.put("servlet-exporter.path", path);

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown).hasMessageContaining("servlet-exporter.path: expected a path");
  }

  @Test
  void showsNoSecretInAProblem() throws Exception {
    context.put("servlet-exporter.auth.token-file", "/no/such/file");
    context.put("servlet-exporter.auth.password", "s3cret");

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(thrown).hasMessageContaining("token-file").hasMessageNotContaining("s3cret");
  }

  @Test
  void pointsFromAnOldNameToTheNewOne() {
    system.put("servlet-exporter.workers", "4");
    environment.put("SERVLET_EXPORTER_WORKERS", "4");

    assertThat(catchThrowableOfType(ConfigException.class, this::load).problems())
        .containsExactly(
            "servlet-exporter.workers was renamed to servlet-exporter.max-worker-series"
                + " (system property)",
            "SERVLET_EXPORTER_WORKERS was renamed to SERVLET_EXPORTER_MAX_WORKER_SERIES"
                + " (environment variable)");
  }

  @ParameterizedTest
  @CsvSource({"port, port", "path, path", "prot, port", "redis.hots, redis.host"})
  void suggestsTheKeyWhosePrefixIsMissing(String name, String key) throws Exception {
    system.put("servlet-exporter.config-file", file(name + "=1"));

    assertThat(catchThrowableOfType(ConfigException.class, this::load).problems())
        .singleElement(STRING)
        .startsWith(name + ": unknown key (file ")
        .endsWith("did you mean servlet-exporter." + key + "?");
  }

  @Test
  void takesTheKnownMethodsOfOpenTelemetryAfterOurOwnKey() throws Exception {
    environment.put("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "");
    assertThat(load().get(ConfigKey.KNOWN_METHODS)).contains("QUERY", "GET");

    environment.put("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "GET, PROPFIND,post");
    assertThat(load().get(ConfigKey.KNOWN_METHODS)).containsExactly("GET", "PROPFIND", "post");

    context.put("servlet-exporter.known-methods", "GET,POST");
    assertThat(load().get(ConfigKey.KNOWN_METHODS)).containsExactly("GET", "POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET,GET",
        "_OTHER",
        "GET,two words",
        "GET,",
        "LONGER-THAN-32-CHARACTERS-IN-ALL-1"
      })
  void namesTheVariableOfOpenTelemetryWhoseMethodsAreRefused(String methods) {
    environment.put("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", methods);

    assertThat(catchThrowableOfType(ConfigException.class, this::load).problems())
        .singleElement(STRING)
        .startsWith("servlet-exporter.known-methods: ")
        .contains("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS");
  }

  @Test
  void unsetsAKeyByAnEmptyText() throws Exception {
    context.put("servlet-exporter.port", "9404");
    environment.put("SERVLET_EXPORTER_PORT", "");

    assertThat(load().find(ConfigKey.PORT)).isEmpty();
    assertThat(load()).hasToString("servlet-exporter.port= (environment variable)");
  }

  @Test
  void takesASecretsOwnKeyBeforeItsFile() throws Exception {
    context.put("servlet-exporter.auth.token", "t0ken");
    system.put("servlet-exporter.auth.token-file", file("other"));

    assertThat(load().get(ConfigKey.AUTH_TOKEN)).isEqualTo("t0ken");
  }

  @Test
  void acceptsAutoForTheDefaultNumberOfWorkerSeries() throws Exception {
    context.put("servlet-exporter.max-worker-series", "auto");

    assertThat(load().get(ConfigKey.MAX_WORKER_SERIES)).isEqualTo(256);
  }

  private Config load() throws IOException {
    URL[] classPath = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      return new ConfigLoader(framework, system, environment, context, init, loader).load();
    }
  }

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "settings", ""), text).toString();
  }

  private LoadedConfig start() throws IOException {
    URL[] classPath = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      return new ConfigLoader(framework, system, environment, context, init, loader).loadForStart();
    }
  }

  @Test
  void startsWithoutMetricsIfASourceHasAProblem() throws Exception {
    system.put("servlet-exporter.framing", "strict");
    system.put("servlet-exporter.path", "/internal/metrics");
    system.put("servlet-exporter.auth.token", "t0ken");
    environment.put("SERVLET_EXPORTER_PROT", "9404");

    LoadedConfig loaded = start();

    assertThat(loaded.isValid()).isFalse();
    assertThat(loaded.problems()).singleElement(STRING).startsWith("SERVLET_EXPORTER_PROT: ");
    assertThat(loaded.credentialsKnown()).isTrue();
    assertThat(loaded.config().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.STRICT);
    assertThat(loaded.config().get(ConfigKey.PATH)).isEqualTo("/internal/metrics");
    assertThat(loaded.config().get(ConfigKey.AUTH_TOKEN)).isEqualTo("t0ken");
  }

  @Test
  void isValidAtTheStartWithoutProblems() throws Exception {
    system.put("servlet-exporter.port", "9404");

    assertThat(start().isValid()).isTrue();
    assertThat(start().config().get(ConfigKey.PORT)).isEqualTo(9404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"framework", "system", "environment", "file", "context", "init", "path"})
  void refusesTheStartIfAnySourceSaysSo(String source) throws Exception {
    context.put("servlet-exporter.prot", "9404");
    String key = "servlet-exporter.on-invalid-configuration";
    switch (source) {
      case "framework" ->
          framework.add(new FrameworkSettings("application.yaml", Map.of(key, "refuse")));
      case "system" -> system.put(key, "refuse");
      case "environment" -> environment.put("SERVLET_EXPORTER_ON_INVALID_CONFIGURATION", "refuse");
      case "file" -> context.put("servlet-exporter.config-file", file(key + "=refuse"));
      case "context" -> context.put(key, "refuse");
      case "init" -> init.put(key, "refuse");
      default ->
          Files.writeString(directory.resolve("servlet-exporter.properties"), key + "=refuse");
    }

    ConfigException thrown = catchThrowableOfType(ConfigException.class, this::start);

    assertThat(thrown.problems()).singleElement(STRING).startsWith("servlet-exporter.prot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Refuse", "", "disabled", "refuse disable"})
  void startsWithoutMetricsIfItCannotBeReadWhatToDo(String value) throws Exception {
    system.put("servlet-exporter.on-invalid-configuration", value);

    assertThat(start().problems())
        .singleElement(STRING)
        .startsWith("servlet-exporter.on-invalid-configuration: expected refuse or disable");
  }

  @ParameterizedTest
  @CsvSource({
    "auth.tokn, s3cret",
    "ATUH.token, s3cret",
    "auth.token, ''",
    "auth.token-file, /missing",
    "auth.user, a:b",
    "config-file, /missing",
    "config-fil, /missing"
  })
  void knowsNoCredentialsIfAProblemMayConcernThem(String key, String value) throws Exception {
    system.put("servlet-exporter." + key, value);
    context.put("servlet-exporter.auth.password", "pw");
    context.put("servlet-exporter.framing", "off");

    LoadedConfig loaded = start();

    assertThat(loaded.isValid()).isFalse();
    assertThat(loaded.credentialsKnown()).isFalse();
    assertThat(loaded.config().find(ConfigKey.AUTH_PASSWORD)).isEmpty();
    assertThat(loaded.lines()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"framng", "config-file"})
  void keepsTheDefaultGuardIfAProblemMayConcernIt(String key) throws Exception {
    system.put("servlet-exporter." + key, "strict");
    context.put("servlet-exporter.framing", "off");

    assertThat(start().config().get(ConfigKey.FRAMING)).isEqualTo(FramingMode.REJECT);
  }

  @Test
  void limitsWhatItReportsAndEscapesIt() throws Exception {
    for (int i = 0; i < 60; i++) {
      context.put("servlet-exporter.x\n" + i + "y".repeat(1000), "");
    }

    LoadedConfig loaded = start();

    assertThat(loaded.problems()).hasSize(60);
    assertThat(loaded.lines()).contains("servlet-exporter.x\\u000a0").endsWith("and 10 more");
    assertThat(loaded.lines().length()).isLessThan(17_000);
  }
}
