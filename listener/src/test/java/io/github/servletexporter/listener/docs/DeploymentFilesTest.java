package io.github.servletexporter.listener.docs;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.ConfigLoader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files for Kubernetes, Docker and systemd agree with each other and with the configuration. */
class DeploymentFilesTest {

  private static final String CONTAINER = "spec/template/spec/containers/0";
  private static final String POD_LABELS = "spec/template/metadata/labels";

  @TempDir private Path directory;

  private final Yaml deployment = Yaml.documents("docs/kubernetes/deployment.yml").get(0);
  private final Yaml service = Yaml.documents("docs/kubernetes/deployment.yml").get(1);
  private final Yaml compose = Yaml.document("docs/docker/compose.yml");

  @Test
  void thePodIsKilledAfterTheDrainOnly() throws IOException {
    Config config = config(podVariables());

    assertThat(seconds(deployment.at("spec/template/spec/terminationGracePeriodSeconds")))
        .isGreaterThan(
            config.get(ConfigKey.SHUTDOWN_DELAY).plus(config.get(ConfigKey.GRACEFUL_TIMEOUT)));
  }

  @Test
  void thePodListensWhereItIsProbedAndScraped() throws IOException {
    Config config = config(podVariables());
    Map<String, Integer> ports =
        deployment.at(CONTAINER + "/ports").list().stream()
            .collect(
                toMap(port -> port.at("name").text(), port -> port.at("containerPort").number()));

    assertThat(config.find(ConfigKey.PORT)).hasValue(ports.get("metrics"));
    assertThat(config.get(ConfigKey.BIND_ADDRESS)).isEqualTo("0.0.0.0");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      Yaml request = deployment.at(CONTAINER + "/" + probe + "/httpGet");
      assertThat(request.at("port").text()).isIn(ports.keySet());
      assertThat(request.at("path").text()).isIn("/-/ready", "/-/healthy");
    }
    assertThat(service.at("spec/ports").list())
        .extracting(port -> port.at("targetPort").text())
        .containsExactlyInAnyOrderElementsOf(ports.keySet());
  }

  @Test
  void thePodFindsItsToken() {
    Yaml mount = deployment.at(CONTAINER + "/volumeMounts/0");
    Yaml volume = deployment.at("spec/template/spec/volumes/0");

    assertThat(podVariables().get("SERVLET_EXPORTER_AUTH_TOKEN_FILE"))
        .isEqualTo(mount.at("mountPath").text() + "/token");
    assertThat(mount.at("name")).isEqualTo(volume.at("name"));
  }

  @Test
  void selectorsFindThePods() {
    Yaml labels = deployment.at(POD_LABELS);

    assertThat(deployment.at("spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(service.at("spec/selector")).isEqualTo(labels);
    assertThat(service.at("metadata/labels")).isEqualTo(labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"podmonitor", "servicemonitor"})
  void monitorsScrapeTheMetricsPortWithTheToken(String file) {
    Yaml monitor = Yaml.document("docs/kubernetes/" + file + ".yml");
    String endpoints =
        monitor.at("kind").text().equals("PodMonitor") ? "podMetricsEndpoints" : "endpoints";
    Yaml endpoint = monitor.at("spec/" + endpoints + "/0");

    assertThat(monitor.at("spec/selector/matchLabels")).isEqualTo(deployment.at(POD_LABELS));
    assertThat(endpoint.at("port").text()).isEqualTo("metrics");
    assertThat(endpoint.at("path").text()).isEqualTo(ConfigKey.PATH.defaultText());
    assertThat(endpoint.at("authorization/credentials/name"))
        .isEqualTo(deployment.at("spec/template/spec/volumes/0/secret/secretName"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hpa", "scaledobject"})
  void scalersScaleTheDeployment(String file) {
    Yaml scaler = Yaml.document("docs/kubernetes/" + file + ".yml");

    assertThat(scaler.at("spec/scaleTargetRef/name")).isEqualTo(deployment.at("metadata/name"));
  }

  @Test
  void prometheusInComposeScrapesTheApplication() throws IOException {
    Config config = config(variables(PublishedText.read("docs/docker/Dockerfile"), "(?:ENV)? *"));
    String port = String.valueOf(config.get(ConfigKey.PORT));

    assertThat(compose.at("services/shop/expose/0").text()).isEqualTo(port);
    assertThat(config.get(ConfigKey.ALLOWED_HOSTS)).containsExactly("shop");
    assertThat(
            Yaml.document("docs/docker/prometheus.yml")
                .at("scrape_configs/0/static_configs/0/targets/0")
                .text())
        .isEqualTo("shop:" + port);
    assertThat(compose.at("services/shop/stop_grace_period").text()).endsWith("s");
  }

  @Test
  void composeMountsFilesThatExist() {
    for (String service : List.of("prometheus", "grafana")) {
      assertThat(compose.at("services/" + service + "/volumes").list())
          .extracting(volume -> Path.of("../docs/docker", volume.text().split(":", 2)[0]))
          .allSatisfy(file -> assertThat(file).exists());
    }
    assertThat(compose.at("services/grafana/volumes").list())
        .extracting(Yaml::text)
        .anyMatch(
            volume ->
                volume.contains(
                    Yaml.document("docs/docker/grafana-dashboards.yml")
                        .at("providers/0/options/path")
                        .text()));
  }

  @Test
  void systemdStopsTheServiceAfterTheDrainOnly() throws IOException {
    PublishedText unit = PublishedText.read("docs/systemd/shop.service");
    PublishedText page = PublishedText.read("docs/systemd.md");
    String settings =
        page.findGroup(Pattern.compile("(?s)```properties\n(.*?)```")).iterator().next();
    Path file = Files.writeString(directory.resolve("shop.properties"), settings);
    Map<String, String> variables = new HashMap<>(variables(unit, "Environment="));
    variables.put("SERVLET_EXPORTER_CONFIG_FILE", file.toString());
    Config config = config(variables);
    String limit = unit.findGroup(Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$")).iterator().next();

    assertThat(Duration.ofSeconds(Long.parseLong(limit)))
        .isGreaterThan(
            config.get(ConfigKey.SHUTDOWN_DELAY).plus(config.get(ConfigKey.GRACEFUL_TIMEOUT)));
  }

  private Map<String, String> podVariables() {
    return deployment.at(CONTAINER + "/env").list().stream()
        .collect(toMap(each -> each.at("name").text(), each -> each.at("value").text()));
  }

  private static Map<String, String> variables(PublishedText file, String before) {
    return Pattern.compile("(?m)^" + before + "(SERVLET_EXPORTER_\\w+)=(\\S+)")
        .matcher(file.text())
        .results()
        .collect(toMap((MatchResult found) -> found.group(1), found -> found.group(2)));
  }

  /** Returns the configuration, with a token in a file that exists. */
  private Config config(Map<String, String> variables) throws IOException {
    assertThat(variables).isNotEmpty();
    Map<String, String> local = new HashMap<>(variables);
    Path token = Files.writeString(directory.resolve("token"), "secret");
    local.replace("SERVLET_EXPORTER_AUTH_TOKEN_FILE", token.toString());
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      return new ConfigLoader(Map.of(), local, Map.of(), Map.of(), empty).load();
    }
  }

  private static Duration seconds(Yaml number) {
    return Duration.ofSeconds(number.number());
  }
}
