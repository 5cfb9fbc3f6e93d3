package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedExchange;
import io.github.servletexporter.listener.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserGuardTest {

  private long nanos;
  private Endpoint endpoint = guarding(List.of("shop", "Metrics.Example.ORG."));

  private Endpoint guarding(List<String> hosts) {
    return new BrowserGuard(new WebApp("/shop", getClass().getClassLoader()), hosts, () -> nanos)
        .protect(exchange -> PlainAnswer.send(exchange, 200, "ok"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:9404",
        "10.1.2.3:",
        "10.1.2.3.:80",
        "[::1]",
        "[::1]:9404",
        "[::ffff:10.0.0.1]:9404",
        "[fe80::1%25eth0]:9404",
        "localhost",
        "LocalHost:9404",
        "localhost.:9404",
        "shop",
        "SHOP:9404",
        "shop.",
        "metrics.example.org",
        "metrics.example.org.:9404",
        ""
      })
  void answersUnderAddressesAndAllowedNames(String host) throws IOException {
    assertThat(status(endpoint, get().with("Host", host))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:9404",
        "127.0.0.1.evil.example",
        "127.0.0.1.evil.example:9404",
        "127.0.0.1:9404.evil.example",
        "127.0.0.1@evil.example",
        "localhost.evil.example",
        "evil.localhost",
        "notlocalhost",
        "shop.evil.example",
        "evil-shop",
        "0x7f000001",
        "2130706433",
        "127.1",
        "256.0.0.1",
        "127.0.0.1..",
        "localhost..",
        "shop,evil.example",
        "shop evil.example",
        "shop:94a4",
        "[::1].evil.example",
        "[evil.example]",
        "[::1",
        "::1",
        ":9404",
        ".",
        "*"
      })
  void refusesEveryOtherHost(String host) throws IOException {
    RecordedExchange exchange = get().with("Host", host);

    assertThat(status(endpoint, exchange)).isEqualTo(421);
    assertThat(exchange.text()).contains("servlet-exporter.allowed-hosts").doesNotContain("evil");
  }

  @Test
  void answersWithoutAHost() throws IOException {
    assertThat(status(endpoint, get())).isEqualTo(200);
  }

  @Test
  void answersUnderEveryNameIfAllAreAllowed() throws IOException {
    endpoint = guarding(List.of("shop", "*"));

    assertThat(status(endpoint, get().with("Host", "evil.example"))).isEqualTo(200);
  }

  @Test
  void refusesRequestsOfPagesOfOtherSites() throws IOException {
    endpoint = guarding(List.of("*"));

    assertThat(status(endpoint, browser("cross-site", "no-cors", "image"))).isEqualTo(403);
    assertThat(status(endpoint, browser("cross-site", "cors", "empty"))).isEqualTo(403);
    assertThat(status(endpoint, browser("cross-site", "navigate", "iframe"))).isEqualTo(403);
    assertThat(status(endpoint, get().with("Sec-Fetch-Site", "cross-site"))).isEqualTo(403);
    assertThat(status(endpoint, browser("same-origin", "cors", "empty"))).isEqualTo(200);
    assertThat(status(endpoint, browser("none", "navigate", "document"))).isEqualTo(200);
  }

  /** Nothing of the page can be read by the site with the link. */
  @Test
  void followsALinkOfAnotherSite() throws IOException {
    assertThat(status(endpoint, browser("cross-site", "navigate", "document"))).isEqualTo(200);
  }

  @Test
  void logsARefusedHostOnceAMinute() throws IOException {
    try (RecordedLog log = RecordedLog.of(BrowserGuard.class)) {
      for (int i = 0; i < 3; i++) {
        status(endpoint, get().with("Host", "evil\u001b[2J" + i));
      }
      nanos += Duration.ofMinutes(1).toNanos();
      status(endpoint, get().with("Host", "other"));

      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0))
          .contains("/shop", "for host \"evil\\u001b[2J0\"", "client=192.0.2.1, suppressed=0");
      assertThat(log.lines().get(1)).contains("for host \"other\"", "suppressed=2");
    }
  }

  private static RecordedExchange get() {
    return new RecordedExchange("GET", "/metrics");
  }

  private static RecordedExchange browser(String site, String mode, String destination) {
    return get()
        .with("Host", "127.0.0.1:9404")
        .with("Sec-Fetch-Site", site)
        .with("Sec-Fetch-Mode", mode)
        .with("Sec-Fetch-Dest", destination);
  }

  private static int status(Endpoint endpoint, RecordedExchange exchange) throws IOException {
    endpoint.handle(exchange);
    return exchange.status;
  }
}
