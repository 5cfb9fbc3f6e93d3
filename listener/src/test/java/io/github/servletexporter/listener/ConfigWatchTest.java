package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.ConfigLoader;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private final RecordedLog log = RecordedLog.of(ConfigWatch.class);
  private final List<String> tokens = new ArrayList<>();
  private long nanos;
  private Path token;

  @BeforeEach
  void writeToken() throws IOException {
    token = Files.writeString(directory.resolve("token"), "first");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void appliesASecretThatIsReplacedByRename() throws Exception {
    ConfigWatch watch = settled(tokenFile());

    Path next = Files.writeString(directory.resolve("next"), "second");
    Files.move(next, token, StandardCopyOption.ATOMIC_MOVE);
    watch.check();
    assertThat(tokens).containsExactly("first");
    watch.check();

    assertThat(tokens).containsExactly("first", "second");
    assertThat(log.lines())
        .containsExactly(
            "web app \"/shop\": credentials and certificates are up to date; changed files: "
                + token
                + "; changed settings: servlet-exporter.auth.token=*** (file "
                + token
                + ")");
  }

  /** Kubernetes replaces the link to the directory that the files of a secret link to. */
  @Test
  void appliesASecretWhoseDirectoryIsReplacedByALink() throws Exception {
    Path one = Files.createDirectory(directory.resolve("..1"));
    Path two = Files.createDirectory(directory.resolve("..2"));
    Files.writeString(one.resolve("mounted"), "first");
    Files.writeString(two.resolve("mounted"), "second");
    Path data = Files.createSymbolicLink(directory.resolve("..data"), one);
    token = Files.createSymbolicLink(directory.resolve("mounted"), Path.of("..data", "mounted"));
    ConfigWatch watch = settled(tokenFile());

    Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), two);
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    watch.check();
    watch.check();

    assertThat(tokens).containsExactly("first", "second");
  }

  @Test
  void appliesNothingThatIsWrittenHalf() throws Exception {
    ConfigWatch watch = settled(tokenFile());

    Files.writeString(token, "");
    watch.check();
    Files.writeString(token, "sec");
    watch.check();
    Files.writeString(token, "second");
    watch.check();
    watch.check();

    assertThat(tokens).containsExactly("first", "second");
    assertThat(gauges(watch)).containsEntry("servlet_config_last_reload_successful", 1.0);
  }

  @Test
  void doesNotApplyTheSameContentAgain() throws Exception {
    ConfigWatch watch = settled(tokenFile());

    Files.writeString(token, "first");
    watch.check();
    watch.check();

    assertThat(tokens).containsExactly("first");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void keepsTheSecretWhileTheFileIsMissingAndSaysSoOnce() throws Exception {
    ConfigWatch watch = settled(tokenFile());

    Files.delete(token);
    for (int i = 0; i < 100; i++) {
      watch.check();
      nanos += ConfigWatch.PERIOD.toNanos();
    }

    assertThat(tokens).containsExactly("first");
    assertThat(log.lines())
        .containsExactly(
            "web app \"/shop\": cannot reload the configuration, the present credentials and"
                + " certificates stay in use: servlet-exporter.auth.token-file: expected a readable"
                + " file of at most 1 MB whose first line is not blank, but was \""
                + token
                + "\" (program): no such file");
    assertThat(gauges(watch)).containsEntry("servlet_config_last_reload_successful", 0.0);

    Files.writeString(token, "second");
    watch.check();
    watch.check();

    assertThat(tokens).containsExactly("first", "second");
    assertThat(gauges(watch)).containsEntry("servlet_config_last_reload_successful", 1.0);
  }

  @Test
  void logsTheLastOfManyProblemsAMinuteAfterTheFirst() throws Exception {
    Path file = configFile("auth.token=first");
    ConfigWatch watch = settled(load(file));

    for (String text : List.of("prot=1", "prot=2", "auth.tokn=3")) {
      configFile(text);
      watch.check();
      watch.check();
    }
    assertThat(log.lines()).singleElement().asString().contains("servlet-exporter.prot: unknown");

    nanos += MINUTE.toNanos();
    watch.check();

    assertThat(log.lines()).hasSize(2).last().asString().contains("auth.tokn: unknown key");
    assertThat(tokens).containsExactly("first");
  }

  @Test
  void removesNoProtection() throws Exception {
    Path file = configFile("auth.token=first");
    ConfigWatch watch = settled(load(file));

    configFile("auth.token=");
    watch.check();
    watch.check();
    configFile();
    watch.check();
    watch.check();

    assertThat(tokens).containsOnly("first");
    assertThat(log.lines())
        .hasSize(3)
        .last()
        .isEqualTo(
            "web app \"/shop\": changed settings that take effect when the application is"
                + " redeployed: servlet-exporter.auth.token= (default)");
    assertThat(watch.config().find(ConfigKey.AUTH_TOKEN)).contains("first");
  }

  @Test
  void namesSettingsThatNeedARedeploy() throws Exception {
    Path file = configFile("auth.token=first", "port=9404");
    ConfigWatch watch = settled(load(file));

    configFile("auth.token=second", "port=9405");
    watch.check();
    watch.check();

    assertThat(tokens).containsExactly("first", "second");
    assertThat(watch.config().get(ConfigKey.PORT)).isEqualTo(9404);
    assertThat(log.lines())
        .contains(
            "web app \"/shop\": changed settings that take effect when the application is"
                + " redeployed: servlet-exporter.port=9405 (file "
                + file
                + ")");
  }

  @Test
  void needsNothingWithoutFiles() {
    assertThat(watch(Config.builder().set(ConfigKey.AUTH_TOKEN, "t").build()).isNeeded()).isFalse();
    assertThat(watch(tokenFile()).isNeeded()).isTrue();
  }

  /** Returns the watch after the checks that find what was read at the start. */
  private ConfigWatch settled(Config config) {
    ConfigWatch watch = watch(config);
    watch.check();
    watch.check();
    watch.check();
    assertThat(log.lines()).isEmpty();
    return watch;
  }

  private ConfigWatch watch(Config config) {
    return new ConfigWatch(
        new WebApp("/shop", getClass().getClassLoader()),
        config,
        (next, tls) -> tokens.add(next.get(ConfigKey.AUTH_TOKEN)),
        () -> nanos,
        () -> Instant.EPOCH);
  }

  private Config tokenFile() {
    return Config.builder().set(ConfigKey.AUTH_TOKEN_FILE, token).build();
  }

  private Path configFile(String... settings) throws IOException {
    return Files.write(
        directory.resolve("exporter.properties"),
        List.of(settings).stream().map(each -> ConfigKey.PREFIX + each).toList());
  }

  private static Config load(Path file) {
    Map<String, String> system = Map.of(ConfigKey.CONFIG_FILE.name(), file.toString());
    ClassLoader empty = new ClassLoader(null) {};
    return new ConfigLoader(system, Map.of(), Map.of(), Map.of(), empty).load();
  }

  private static Map<String, Double> gauges(ConfigWatch watch) {
    return watch.collect(false).stream()
        .map(GaugeSnapshot.class::cast)
        .collect(
            Collectors.toMap(
                gauge -> gauge.getMetadata().getName(),
                gauge -> gauge.getDataPoints().get(0).getValue()));
  }
}
