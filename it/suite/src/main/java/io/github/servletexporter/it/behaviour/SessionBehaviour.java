package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions are counted from their creation to their end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionBehaviour {
  private final Container container;
  private Deployment deployment;
  private Scrape begun;

  SessionBehaviour(Container container) {
    this.container = container;
  }

  /** One session expires, one is ended by the application, one lives on. */
  @BeforeAll
  void start() throws Exception {
    deployment = Deployment.start(container);
    deployment.get("/session/new?limit=1");
    WireResponse ended = deployment.get("/session/new?limit=60");
    deployment.get("/session/new?limit=60");
    begun = deployment.scrape();
    String field = ended.header("Set-Cookie").get(0);
    String cookie = field.substring(0, field.indexOf(';'));
    assertThat(deployment.get("/session/end", "Cookie: " + cookie + "\r\n").status())
        .isEqualTo(200);
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @Test
  void areCountedWhenTheyAreCreated() {
    assertThat(begun.sum(MetricCatalog.SESSIONS_CREATED.name())).isEqualTo(3);
    assertThat(begun.sum(MetricCatalog.SESSIONS.name())).isBetween(2.0, 3.0);
  }

  @Test
  void areActiveUntilTheyEndOrExpire() {
    Scrape scrape =
        Patience.await("a session has expired")
            .until(deployment::scrape, now -> now.sum(MetricCatalog.SESSIONS_EXPIRED.name()) == 1);

    assertThat(scrape.sum(MetricCatalog.SESSIONS.name())).isEqualTo(1);
    assertThat(scrape.sum(MetricCatalog.SESSIONS_CREATED.name())).isEqualTo(3);
  }

  @Test
  void areNotCountedIfTheConfigurationSaysSo() throws Exception {
    Config config = Config.builder().set(ConfigKey.SESSIONS, false).build();
    try (Deployment off = Deployment.start(container, ContainerSettings.defaults(), config)) {
      assertThat(off.get("/session/new").status()).isEqualTo(200);
      assertThat(off.scrape().names()).doesNotContain(MetricCatalog.SESSIONS.name());
    }
  }
}
