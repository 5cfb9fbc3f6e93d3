package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Contract of an executable jar, which Spring Boot starts and stops. */
abstract class JarContract extends ShopContract {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final long STOP_LIMIT_SECONDS = 60;

  private ConfigurableApplicationContext context;

  @Override
  ShopServer start(Map<String, String> settings) {
    ShopJar jar =
        ShopJar.start(
            settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    context = jar.context();
    return jar;
  }

  final ConfigurableApplicationContext context() {
    return context;
  }

  /** Spring Boot destroys beans and closes the connector before the container stops. */
  @Test
  final void servesRequestsDuringTheDelayOfAStop() throws Exception {
    ShopJar leaving = ShopJar.start("--servlet-exporter.shutdown-delay=3s");
    assertThat(get(leaving, "/-/ready").statusCode()).isEqualTo(200);

    CompletableFuture<Void> stop = CompletableFuture.runAsync(leaving::close);
    HttpResponse<String> ready =
        await().until(() -> get(leaving, "/-/ready"), answer -> answer.statusCode() == 503);
    int served = get(leaving, "/plain").statusCode();

    assertThat(ready.body()).contains("the application is stopping");
    assertThat(served).isEqualTo(200);
    assertThat(stop).isNotDone();
    stop.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  final HttpResponse<String> get(String path) throws Exception {
    return get(server(), path);
  }

  static HttpResponse<String> get(ShopServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + ShopServer.CONTEXT_PATH + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
