package io.github.servletexporter.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.scrape.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose store is not there from the beginning. */
class MissingStoreIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @Test
  void servesWithoutARedis() throws Exception {
    try (MemberProcess member =
        start("redis.enabled=true", "redis.port=" + RedisServer.freePort())) {
      assertServesWithoutStore(member);
    }
  }

  @Test
  void servesWithAPasswordThatRedisDoesNotTake() throws Exception {
    try (RedisServer redis =
            RedisServer.start(directory.resolve("redis"), "--requirepass", "right");
        MemberProcess member =
            start("redis.enabled=true", "redis.port=" + redis.port(), "redis.password=wrong")) {
      assertServesWithoutStore(member);
      assertThat(member.output()).contains("WRONGPASS").doesNotContain("password=wrong");
    }
  }

  @Test
  void servesWithAFileInPlaceOfItsDirectory() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "not ours");

    try (MemberProcess member = start("multiproc-dir=" + file)) {
      assertServesWithoutStore(member);
    }
    assertThat(file).hasContent("not ours");
  }

  /** Nobody may write there, not even root. */
  @Test
  void servesWhereNoDirectoryCanBeMade() throws Exception {
    try (MemberProcess member = start("multiproc-dir=/proc/servlet-exporter")) {
      assertServesWithoutStore(member);
    }
  }

  @Test
  void sharesAsSoonAsThereIsARedis() throws Exception {
    Path place = directory.resolve("redis");
    try (RedisServer redis = RedisServer.start(place)) {
      redis.stop();
      try (MemberProcess member =
          start("redis.enabled=true", "redis.port=" + redis.port(), "redis.forward-interval=1s")) {
        assertServesWithoutStore(member);

        redis.startAgain();

        await().atMost(LIMIT.multipliedBy(2)).until(() -> member.publishedMillis() > 0);
        await().atMost(LIMIT).until(() -> member.ask("/metrics/all").status() == 200);
      }
    }
  }

  @Test
  void makesADirectoryThatIsMissing() throws Exception {
    Path missing = directory.resolve("a/b");

    try (MemberProcess member = start("multiproc-dir=" + missing)) {
      await().atMost(LIMIT).until(() -> member.publishedMillis() > 0);
      assertThat(member.ask("/metrics/all").status()).isEqualTo(200);
    }
    assertThat(missing).isNotEmptyDirectory();
  }

  private MemberProcess start(String... settings) {
    return MemberProcess.start(directory.resolve("member.log"), List.of(settings));
  }

  private static void assertServesWithoutStore(MemberProcess member) throws IOException {
    assertServes(member);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Scrape own = member.metrics();
              assertThat(
                      own.sum(
                          "servlet_store_operations_total",
                          Map.of("operation", "publish", "outcome", "failed")))
                  .isPositive();
              assertThat(own.names())
                  .doesNotContain("servlet_store_last_success_timestamp_seconds");
            });
    assertServes(member);
    assertShowsNothing(member.ask("/metrics/all"));
    assertThat(member.output()).containsOnlyOnce("cannot publish to the shared");
  }

  /** A directory that is not there has no members; of another store nobody knows. */
  private static void assertShowsNothing(WireResponse all) {
    if (all.status() == 200) {
      assertThat(Scrape.parse(all.body()).sum("servlet_instances")).isZero();
      assertThat(all.body()).doesNotContain("http_server_");
    } else {
      assertThat(all.status()).isEqualTo(503);
    }
  }

  private static void assertServes(MemberProcess member) throws IOException {
    try (WireConnection connection = WireConnection.to(member.port())) {
      connection.send("GET " + MemberApp.WORK + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(connection.receive("GET").status()).isEqualTo(200);
    }
  }
}
