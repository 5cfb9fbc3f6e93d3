package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {

  private final Config.Builder config = Config.builder().set(ConfigKey.PORT, 9404);

  @Test
  void anOpenPortHasNoNameButThatOfItsAddress() throws IOException {
    config.set(ConfigKey.BIND_ADDRESS, "metrics.internal");

    assertThat(status("127.0.0.1:9404")).isEqualTo(200);
    assertThat(status("metrics.internal:9404")).isEqualTo(200);
    assertThat(status("evil.example:9404")).isEqualTo(421);
  }

  @Test
  void aPortWithCredentialsOrTlsHasEveryName(@TempDir Path directory) throws IOException {
    config.set(ConfigKey.AUTH_TOKEN, "t0ken");
    assertThat(status("shop:9404")).isEqualTo(200);

    Config.Builder encrypted = Config.builder().set(ConfigKey.PORT, 9404);
    TestKey key = TestKey.selfSigned("shop");
    encrypted.set(
        ConfigKey.TLS_CERTIFICATE,
        Files.writeString(directory.resolve("tls.crt"), key.certificates()));
    encrypted.set(
        ConfigKey.TLS_PRIVATE_KEY,
        Files.writeString(directory.resolve("tls.key"), key.privateKey()));
    assertThat(status(encrypted, "shop:9404")).isEqualTo(200);
  }

  @Test
  void aPortWithNamesHasNoOthers() throws IOException {
    config.set(ConfigKey.ALLOWED_HOSTS, List.of("shop", "shop.example.org"));
    config.set(ConfigKey.AUTH_TOKEN, "t0ken");

    assertThat(status("shop.example.org")).isEqualTo(200);
    assertThat(status("shop.example.com")).isEqualTo(421);
  }

  private int status(String host) throws IOException {
    return status(config, host);
  }

  private int status(Config.Builder config, String host) throws IOException {
    RecordedExchange exchange = new RecordedExchange("GET", "/").with("Host", host);
    WebApp webApp = new WebApp("/shop", getClass().getClassLoader());
    Pages.browserGuard(webApp, config.build())
        .protect(admitted -> admitted.sendHeadersAndGetBody(200, 0))
        .handle(exchange);
    return exchange.status;
  }
}
