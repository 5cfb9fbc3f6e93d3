package io.github.servletexporter.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose store is not available when it starts. */
class MissingStoreIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @Test
  void servesWithoutARedis() throws Exception {
    try (InstanceProcess instance =
        start("redis.enabled=true", "redis.port=" + RedisServer.freePort())) {
      assertServesWithoutStore(instance);
    }
  }

  @Test
  void servesWithAPasswordThatRedisDoesNotTake() throws Exception {
    try (RedisServer redis =
            RedisServer.start(directory.resolve("redis"), "--requirepass", "right");
        InstanceProcess instance =
            start("redis.enabled=true", "redis.port=" + redis.port(), "redis.password=wrong")) {
      assertServesWithoutStore(instance);
      assertThat(instance.output()).contains("WRONGPASS").doesNotContain("password=wrong");
    }
  }

  @Test
  void showsNoTotalsOfAServerThatIsNoRedis() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answerOk(server));
      thread.setDaemon(true);
      thread.start();
      try (InstanceProcess instance =
          start(
              "redis.enabled=true",
              "redis.host=127.0.0.1",
              "redis.port=" + server.getLocalPort())) {
        assertServes(instance);

        WireResponse all = instance.ask("/metrics/all");
        assertThat(all.status()).isEqualTo(503);
        assertThat(all.body()).contains("which is not from Redis");
      }
    }
  }

  /** Answers each packet with a reply that is valid but belongs to no command of a store. */
  private static void answerOk(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        Thread thread = new Thread(() -> answerOk(client));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private static void answerOk(Socket client) {
    try (client) {
      byte[] packet = new byte[1 << 16];
      while (client.getInputStream().read(packet) > 0) {
        client.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client closes a connection that returned garbage.
    }
  }

  @Test
  void servesWithAFileInPlaceOfItsDirectory() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "not ours");

    try (InstanceProcess instance = start("multiproc-dir=" + file)) {
      assertServesWithoutStore(instance);
    }
    assertThat(file).hasContent("not ours");
  }

  /** A directory that not even root may write to. */
  @Test
  void servesWhereNoDirectoryCanBeMade() throws Exception {
    try (InstanceProcess instance = start("multiproc-dir=/proc/servlet-exporter")) {
      assertServesWithoutStore(instance);
    }
  }

  @Test
  void sharesAsSoonAsThereIsARedis() throws Exception {
    Path place = directory.resolve("redis");
    try (RedisServer redis = RedisServer.start(place)) {
      redis.stop();
      try (InstanceProcess instance =
          start("redis.enabled=true", "redis.port=" + redis.port(), "redis.forward-interval=1s")) {
        assertServesWithoutStore(instance);

        redis.startAgain();

        await().atMost(LIMIT.multipliedBy(2)).until(() -> instance.publishedMillis() > 0);
        await().atMost(LIMIT).until(() -> instance.ask("/metrics/all").status() == 200);
      }
    }
  }

  @Test
  void makesADirectoryThatIsMissing() throws Exception {
    Path missing = directory.resolve("a/b");

    try (InstanceProcess instance = start("multiproc-dir=" + missing)) {
      await().atMost(LIMIT).until(() -> instance.publishedMillis() > 0);
      assertThat(instance.ask("/metrics/all").status()).isEqualTo(200);
    }
    assertThat(missing).isNotEmptyDirectory();
  }

  private InstanceProcess start(String... settings) {
    return InstanceProcess.start(directory.resolve("instance.log"), List.of(settings));
  }

  private static void assertServesWithoutStore(InstanceProcess instance) throws IOException {
    assertServes(instance);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Scrape own = instance.metrics();
              assertThat(
                      own.sum(
                          "servlet_store_operations_total",
                          Map.of("operation", "publish", "outcome", "failed")))
                  .isPositive();
              assertThat(own.names())
                  .doesNotContain("servlet_store_last_success_timestamp_seconds");
            });
    assertServes(instance);
    assertShowsNothing(instance.ask("/metrics/all"));
    assertThat(instance.output()).containsOnlyOnce("cannot publish to the shared");
  }

  /** A missing directory has no instances; the content of another store is unknown. */
  private static void assertShowsNothing(WireResponse all) {
    if (all.status() == 200) {
      assertThat(Scrape.parse(all.body()).sum("servlet_instances")).isZero();
      assertThat(all.body()).doesNotContain("http_server_");
    } else {
      assertThat(all.status()).isEqualTo(503);
    }
  }

  private static void assertServes(InstanceProcess instance) throws IOException {
    try (WireConnection connection = WireConnection.to(instance.port())) {
      connection.send("GET " + InstanceApp.WORK + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(connection.receive("GET").status()).isEqualTo(200);
    }
  }
}
