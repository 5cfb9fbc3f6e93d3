package io.github.servletexporter.sharing.redis;

import static io.github.servletexporter.sharing.store.SnapshotStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTlsTest {

  @TempDir private Path directory;
  private SSLContext before;
  private RedisProcess redis;

  @BeforeEach
  void start() throws NoSuchAlgorithmException {
    before = SSLContext.getDefault();
    redis = RedisProcess.start(directory.resolve("redis"));
  }

  @AfterEach
  void stop() {
    SSLContext.setDefault(before);
    redis.close();
  }

  @Test
  void encryptsWhatItSends() throws Exception {
    try (TlsProxy proxy = TlsProxy.start(redis.node(), directory, "ip:127.0.0.1");
        SnapshotStore store =
            new RedisSnapshotStore(encrypted(proxy.node()), InstantSource.system())) {
      SSLContext.setDefault(proxy.trusting());

      store.put("a", bytes("1"));

      assertThat(store.keys()).containsExactly("a");
    }
  }

  @Test
  void trustsNobodyWhomTheJvmDoesNotTrust() throws Exception {
    try (TlsProxy proxy = TlsProxy.start(redis.node(), directory, "ip:127.0.0.1");
        SnapshotStore store =
            new RedisSnapshotStore(encrypted(proxy.node()), InstantSource.system())) {
      assertThatThrownBy(store::keys)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certification path");
    }
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    try (TlsProxy proxy = TlsProxy.start(redis.node(), directory, "dns:redis.example");
        SnapshotStore store =
            new RedisSnapshotStore(encrypted(proxy.node()), InstantSource.system())) {
      SSLContext.setDefault(proxy.trusting());

      assertThatThrownBy(store::keys)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("subject alternative names");
    }
  }

  @Test
  void refusesAServerThatDoesNotEncrypt() {
    try (SnapshotStore store =
        new RedisSnapshotStore(encrypted(redis.node()), InstantSource.system())) {
      assertThatThrownBy(store::keys).isInstanceOf(IOException.class);
    }
  }

  private static RedisConfig encrypted(RedisNode node) {
    return new RedisConfig(
        new RedisLocation(RedisLocation.Kind.SINGLE, List.of(node), "", true),
        0,
        null,
        null,
        "p",
        Duration.ofSeconds(2));
  }
}
