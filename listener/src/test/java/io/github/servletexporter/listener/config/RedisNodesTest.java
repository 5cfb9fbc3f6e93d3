package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisNodesTest {

  @Test
  void areOneServerWithoutAUri() {
    Config config =
        Config.builder()
            .set(ConfigKey.REDIS_HOST, "redis.example.com")
            .set(ConfigKey.REDIS_PORT, 6380)
            .set(ConfigKey.REDIS_TLS, true)
            .build();

    RedisNodes nodes = RedisNodes.of(config);

    assertThat(nodes.topology()).isEqualTo(RedisNodes.Topology.SINGLE);
    assertThat(nodes.nodes()).containsExactly(new RedisNodes.Node("redis.example.com", 6380));
    assertThat(nodes.tls()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "redis://host, SINGLE, host:6379, '', false",
    "rediss://host:1234, SINGLE, host:1234, '', true",
    "redis://[::1]:7, SINGLE, [::1]:7, '', false",
    "redis-sentinel://a/mymaster, SENTINEL, a:26379, mymaster, false",
    "'rediss-sentinel://a,b:1/m', SENTINEL, a:26379 b:1, m, true",
    "'redis-cluster://a:1,b,c:3', CLUSTER, a:1 b:6379 c:3, '', false",
  })
  void readsUris(
      String uri, RedisNodes.Topology topology, String nodes, String master, boolean tls) {
    RedisNodes parsed = RedisNodes.parse(uri);

    assertThat(parsed.topology()).isEqualTo(topology);
    assertThat(parsed.nodes())
        .extracting(node -> node.host() + ":" + node.port())
        .containsExactly(nodes.split(" "));
    assertThat(parsed.master()).isEqualTo(master);
    assertThat(parsed.tls()).isEqualTo(tls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "http://host",
        "redis://",
        "redis://user:password@host",
        "redis://a,b",
        "redis://host/name",
        "redis://host:0",
        "redis://host:65536",
        "redis-sentinel://a",
        "redis-cluster://a,/",
        "redis://a b"
      })
  void refusesOtherUris(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> RedisNodes.parse(uri));
  }
}
