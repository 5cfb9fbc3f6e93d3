package io.github.servletexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.bench.sharing.Cost;
import io.github.servletexporter.bench.sharing.SharingBenchmark;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class SharingTest {

  @Test
  void measuresInstancesThatShareARedis() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    RedisServer redis = RedisServer.newRedisServer().port(port).build();
    redis.start();
    try {
      Cost cost = new SharingBenchmark(port, 1).of(3);

      assertThat(cost.instances()).isEqualTo(3);
      assertThat(cost.entryBytes()).isPositive();
      assertThat(cost.mergeMillis()).isPositive();
    } finally {
      redis.stop();
    }
  }
}
