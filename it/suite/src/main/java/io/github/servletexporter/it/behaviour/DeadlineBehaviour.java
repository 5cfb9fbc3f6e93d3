package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.setting.DeadlineAction;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The time that a request waited in front of the server is measured, and a request that waited too
 * long is refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeadlineBehaviour {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final double FRESH_SECONDS = 7;
  private static final double STALE_SECONDS = 600;
  private static final String CLIENT = "127.0.0.1";
  private static final String SOMEBODY_ELSE = "192.0.2.1";
  private static final String FORWARDED_FOR = "X-Forwarded-For: " + SOMEBODY_ELSE + "\r\n";

  private final Container container;
  private Deployment shedding;
  private Deployment observing;

  DeadlineBehaviour(Container container) {
    this.container = container;
  }

  /** Format in which a proxy writes a time. */
  enum Form {
    SECONDS_WITH_PREFIX("t=%1$.3f", 1e-3),
    SECONDS("%1$.3f", 1e-3),
    MILLISECONDS("%1$.0f", 1),
    MICROSECONDS_WITH_PREFIX("t=%1$.0f", 1e3),
    NANOSECONDS("%1$.0f", 1e6);

    private final String format;
    private final double perMilli;

    Form(String format, double perMilli) {
      this.format = format;
      this.perMilli = perMilli;
    }

    String fieldOf(double secondsAgo) {
      double millis = System.currentTimeMillis() - secondsAgo * 1e3;
      return field(String.format(Locale.ROOT, format, millis * perMilli));
    }
  }

  private static String field(String value) {
    return "X-Request-Start: " + value + "\r\n";
  }

  @BeforeAll
  void start() throws Exception {
    shedding = start(List.of(CLIENT), DeadlineAction.SHED);
    observing = start(List.of(SOMEBODY_ELSE, CLIENT), DeadlineAction.OBSERVE);
  }

  private Deployment start(List<String> trusted, DeadlineAction action) throws Exception {
    return start(ContainerSettings.defaults(), trusted, action);
  }

  private Deployment start(ContainerSettings settings, List<String> trusted, DeadlineAction action)
      throws Exception {
    Config config =
        Config.builder()
            .set(ConfigKey.TRUSTED_PROXIES, trusted)
            .set(ConfigKey.QUEUE_DEADLINE, DEADLINE)
            .set(ConfigKey.QUEUE_ACTION, action)
            .build();
    return Deployment.start(container, settings, config);
  }

  @AfterAll
  void stop() throws IOException {
    shedding.close();
    observing.close();
  }

  @ParameterizedTest
  @EnumSource
  void measuresTheTimeInTheQueue(Form form) throws Exception {
    Observed observed = observe(shedding, form.fieldOf(FRESH_SECONDS));

    assertThat(observed.wire()).isEqualTo("200");
    assertThat(observed.increase().of(Metrics.QUEUE_WAITS, Map.of())).isEqualTo(1);
    assertThat(observed.increase().of(Metrics.QUEUE_SECONDS, Map.of()))
        .isBetween(FRESH_SECONDS - 0.01, DEADLINE.toSeconds() + 0.0);
    assertThat(observed.increase().of(Metrics.STALE_REQUESTS, Map.of())).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void refusesStaleRequests(Form form) throws Exception {
    Observed observed = observe(shedding, form.fieldOf(STALE_SECONDS));

    assertThat(observed.cell()).isEqualTo("503 / 503");
    assertThat(shedding.witness().outer().saw(observed.id())).isTrue();
    assertThat(shedding.witness().inner().saw(observed.id())).isFalse();
    assertThat(observed.increase().of(Metrics.QUEUE_WAITS, Map.of())).isEqualTo(1);
    assertThat(observed.increase().of(Metrics.STALE_REQUESTS, Map.of("action", "shed")))
        .isEqualTo(1);
  }

  @Test
  void countsStaleRequestsWithoutRefusingThem() throws Exception {
    Observed observed = observe(observing, Form.SECONDS.fieldOf(STALE_SECONDS));

    assertThat(observed.cell()).isEqualTo("200 / 200");
    assertThat(observed.increase().of(Metrics.STALE_REQUESTS, Map.of("action", "observed")))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "t=", "-5", "1e9", "12", "99999999999999999999999999999"})
  void ignoresImplausibleTimes(String value) throws Exception {
    Observed observed = observe(shedding, field(value));

    assertThat(observed.wire()).isEqualTo("200");
    assertThat(observed.increase().of(Metrics.QUEUE_WAITS, Map.of())).isZero();
  }

  @Test
  void ignoresUntrustedPeers() throws Exception {
    try (Deployment wary = start(List.of(SOMEBODY_ELSE), DeadlineAction.SHED)) {
      Observed observed = observe(wary, Form.SECONDS.fieldOf(STALE_SECONDS));

      assertThat(observed.cell()).isEqualTo("200 / 200");
      Scrape after = observed.increase().after();
      assertThat(after.sum(Metrics.QUEUE_WAITS)).isZero();
      assertThat(after.find(Metrics.STALE_REQUESTS, Map.of("action", "shed")))
          .singleElement()
          .satisfies(sample -> assertThat(sample.value()).isZero());
    }
  }

  /** The container takes the client's address from the proxy, which is the peer. */
  @Test
  void trustsTheProxyThatTheContainerReplacesByTheClient() throws Exception {
    try (LogCapture log = LogCapture.open();
        Deployment forwarded =
            start(ContainerSettings.forwarded(true), List.of(CLIENT), DeadlineAction.SHED)) {
      Observed observed = observe(forwarded, FORWARDED_FOR + Form.SECONDS.fieldOf(STALE_SECONDS));

      assertThat(observed.cell()).isEqualTo("503 / 503");
      assertThat(log.messages("queue time")).isEmpty();
    }
  }

  /** A client that names a proxy as the client is not trusted. */
  @Test
  void doesNotTrustAForgedAddress() throws Exception {
    assertLogsOnce(
        ContainerSettings.forwarded(true),
        SOMEBODY_ELSE,
        "add the proxy to servlet-exporter.trusted-proxies if it is yours",
        CLIENT);
  }

  @Test
  void logsOnceWhatToDoIfTheAddressOfTheProxyIsUnknown() throws Exception {
    assertLogsOnce(
        ContainerSettings.forwarded(false),
        CLIENT,
        "install servlet-exporter-container",
        SOMEBODY_ELSE);
  }

  private void assertLogsOnce(
      ContainerSettings settings, String trusted, String advice, String address) throws Exception {
    try (LogCapture log = LogCapture.open();
        Deployment forwarded = start(settings, List.of(trusted), DeadlineAction.SHED)) {
      String fields = FORWARDED_FOR + Form.SECONDS.fieldOf(STALE_SECONDS);

      assertThat(observe(forwarded, fields).cell()).isEqualTo("200 / 200");
      assertThat(observe(forwarded, fields).cell()).isEqualTo("200 / 200");

      assertThat(log.messages("the queue time of a forwarded request is unknown"))
          .singleElement()
          .asString()
          .contains(advice)
          .endsWith("address=" + address);
    }
  }

  private static Observed observe(Deployment deployment, String field) throws Exception {
    return deployment.observe(
        stage -> {
          WireResponse response = stage.sendText("GET", stage.head("GET", "/ok", field));
          return "" + response.status();
        });
  }
}
