package io.github.servletexporter.sharing.redis;

import static io.github.servletexporter.sharing.store.SnapshotStoreContract.NONE;
import static io.github.servletexporter.sharing.store.SnapshotStoreContract.bytes;
import static io.github.servletexporter.sharing.store.SnapshotStoreContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of a store while Redis has problems, and the time they take. */
class RedisOutageTest {

  @TempDir private Path directory;

  @Test
  void connectsWhenItIsUsedAndNoSooner() {
    RedisConfig nobody = settings(new RedisNode("127.0.0.1", RedisProcess.freePort()));

    try (SnapshotStore store = new RedisSnapshotStore(nobody, InstantSource.system())) {
      assertThatThrownBy(store::keys)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + nobody.location().nodes().get(0).port())
          .hasMessageContaining("Connection refused");
    }
  }

  @Test
  void namesAHostThatIsUnknown() {
    try (SnapshotStore store =
        new RedisSnapshotStore(
            settings(new RedisNode("no-such-host.invalid", 6379)), InstantSource.system())) {
      assertThatThrownBy(() -> store.put("a", bytes("1")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no-such-host.invalid");
    }
  }

  @Test
  void goesOnAfterARestart() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory);
        SnapshotStore store = new RedisSnapshotStore(redis.settings(), InstantSource.system())) {
      store.put("a", bytes("1"));
      store.replaceRetained(NONE, bytes("sum"));
      store.retained();
      redis.stop();
      assertThatThrownBy(() -> store.put("a", bytes("2"))).isInstanceOf(IOException.class);
      redis.start();

      store.put("a", bytes("3"));

      assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "3"));
      assertThat(store.retained()).isEqualTo(bytes("sum"));
    }
  }

  /** The connection was idle when Redis stopped; its next use fails. */
  @Test
  void noticesNoRestartBetweenTwoUses() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory);
        SnapshotStore store = new RedisSnapshotStore(redis.settings(), InstantSource.system())) {
      store.put("a", bytes("1"));
      redis.stop();
      redis.start();

      store.put("a", bytes("2"));

      assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "2"));
    }
  }

  @Test
  void waitsForAStalledRedisNoLongerThanItsTimeout() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory);
        SnapshotStore store = new RedisSnapshotStore(quick(redis), InstantSource.system())) {
      store.put("a", bytes("1"));
      redis.pause();
      try {
        assertThatThrownBy(() -> store.put("a", bytes("2")))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("timed out");
        assertThatThrownBy(store::keys).hasMessageContaining("timed out");
      } finally {
        redis.resume();
      }

      store.put("a", bytes("3"));

      assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "3"));
    }
  }

  @Test
  void endsAWaitWhenItIsClosed() throws Exception {
    try (RedisProcess redis = RedisProcess.start(directory)) {
      SnapshotStore store =
          new RedisSnapshotStore(
              withTimeout(redis.settings(), Duration.ofSeconds(60)), InstantSource.system());
      store.put("a", bytes("1"));
      redis.pause();
      FutureTask<List<String>> waiting = new FutureTask<>(store::keys);
      Thread thread = new Thread(waiting);
      thread.start();
      try {
        await().until(() -> isReading(thread));
        store.close();

        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
            .hasCauseInstanceOf(IOException.class);
      } finally {
        redis.resume();
      }
      assertThatThrownBy(store::keys).hasMessage("the store is closed");
    }
  }

  private static boolean isReading(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("getMany")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void saysThatRedisIsFullAndStillReads() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory);
        SnapshotStore store = new RedisSnapshotStore(redis.settings(), InstantSource.system())) {
      store.put("a", bytes("1"));
      redis.ask("CONFIG", "SET", "maxmemory", 1);

      assertThatThrownBy(() -> store.put("a", bytes("2"))).hasMessageStartingWith("OOM");
      assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "1"));
      store.remove(List.of("a"));
      assertThat(store.keys()).isEmpty();
    }
  }

  @Test
  void entersWithAPassword() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory, "--requirepass", "s3cr et{}");
        SnapshotStore store = new RedisSnapshotStore(redis.settings(), InstantSource.system())) {
      store.put("a", bytes("1"));

      assertThat(store.keys()).containsExactly("a");
    }
  }

  @Test
  void entersAsAUserWhoMayDoNoMoreThanItNeeds() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory)) {
      redis.ask((Object[]) documentedUser("metrics", "servlet_metrics"));
      try (SnapshotStore store =
          new RedisSnapshotStore(
              withUser(redis.settings(), "metrics", "secret"), InstantSource.system())) {
        store.put("a", bytes("1"));
        assertThat(store.replaceRetained(NONE, bytes("sum"))).isTrue();

        assertThat(texts(store, store.keys())).isEqualTo(Map.of("a", "1"));
        store.remove(List.of("a"));
      }
    }
  }

  @Test
  void saysThatItIsNotLetInAndNotWithWhat() {
    try (RedisProcess redis = RedisProcess.start(directory, "--requirepass", "right")) {
      try (SnapshotStore store =
          new RedisSnapshotStore(
              withUser(redis.settings(), null, "wrong-password"), InstantSource.system())) {
        assertThatThrownBy(store::keys)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("WRONGPASS")
            .hasMessageContaining(redis.node().toString())
            .satisfies(e -> assertThat(e.toString()).doesNotContain("wrong-password"));
      }
      try (SnapshotStore store =
          new RedisSnapshotStore(withUser(redis.settings(), null, null), InstantSource.system())) {
        assertThatThrownBy(store::keys).hasMessageContaining("NOAUTH");
      }
    }
  }

  @Test
  void refusesARedisThatIsTooOld() throws Exception {
    String info = "# Server\r\nredis_version:5.0.14\r\nredis_mode:standalone\r\n";

    assertAnswered(
        "$" + info.length() + "\r\n" + info + "\r\n",
        "expected Redis 6.0 or newer, but its version is 5.0.14");
  }

  @Test
  void refusesWhatIsNoRedis() throws Exception {
    assertAnswered("HTTP/1.1 400 Bad Request\r\n\r\n", "a reply of unknown type");
    assertAnswered("$-7\r\n", "a negative length");
  }

  /** Server that always gives the same reply. */
  private static void assertAnswered(String reply, String message) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread thread = new Thread(() -> answerOnce(server, reply));
      thread.start();
      RedisNode node = new RedisNode("127.0.0.1", server.getLocalPort());

      try (SnapshotStore store = new RedisSnapshotStore(settings(node), InstantSource.system())) {
        assertThatThrownBy(store::keys)
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(node + ": ")
            .hasMessageContaining(message);
      }
      thread.join();
    }
  }

  private static void answerOnce(ServerSocket server, String reply) {
    try (Socket client = server.accept()) {
      client.getInputStream().read(new byte[1024]);
      client.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void startsNoThread() throws IOException {
    try (RedisProcess redis = RedisProcess.start(directory)) {
      List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
      try (SnapshotStore store = new RedisSnapshotStore(redis.settings(), InstantSource.system())) {
        store.put("a", bytes("1"));
        store.keys();

        assertThat(Thread.getAllStackTraces().keySet())
            .filteredOn(thread -> !before.contains(thread))
            .noneMatch(thread -> thread.getName().matches("(?i).*(jedis|pool|evict|redis).*"));
      }
    }
  }

  private static RedisConfig quick(RedisProcess redis) {
    return withTimeout(redis.settings(), Duration.ofMillis(300));
  }

  private static RedisConfig withTimeout(RedisConfig settings, Duration timeout) {
    return new RedisConfig(
        settings.location(), 0, null, settings.password(), settings.keyPrefix(), timeout);
  }

  /** Returns the command of docs/redis.md, for another user and prefix. */
  private static String[] documentedUser(String user, String prefix) throws IOException {
    String page = Files.readString(Path.of("../docs/redis.md"));
    Matcher command = Pattern.compile("(?m)^ACL SETUSER shop .*$").matcher(page);
    assertThat(command.find()).isTrue();
    return command
        .group()
        .replace(" shop ", " " + user + " ")
        .replace("~shop:", "~" + prefix + ":")
        .split(" ", -1);
  }

  private static RedisConfig withUser(RedisConfig settings, String user, String password) {
    return new RedisConfig(
        settings.location(), 0, user, password, settings.keyPrefix(), settings.timeout());
  }

  private static RedisConfig settings(RedisNode node) {
    return new RedisConfig(
        new RedisLocation(RedisLocation.Kind.SINGLE, List.of(node), "", false),
        0,
        null,
        null,
        "p",
        Duration.ofSeconds(2));
  }
}
