package io.github.servletexporter.sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLocationTest {

  @ParameterizedTest
  @CsvSource({
    "redis://host, SINGLE, host:6379, '', false",
    "rediss://host:1234, SINGLE, host:1234, '', true",
    "redis://[::1]:7, SINGLE, [::1]:7, '', false",
    "redis-sentinel://a/mymaster, SENTINEL, a:26379, mymaster, false",
    "'rediss-sentinel://a,b:1/m', SENTINEL, a:26379 b:1, m, true",
    "'redis-cluster://a:1,b,c:3', CLUSTER, a:1 b:6379 c:3, '', false",
  })
  void readsUris(String uri, RedisLocation.Kind kind, String nodes, String master, boolean tls) {
    RedisLocation parsed = RedisLocation.parse(uri);

    assertThat(parsed.kind()).isEqualTo(kind);
    assertThat(parsed.nodes()).extracting(RedisNode::toString).containsExactly(nodes.split(" "));
    assertThat(parsed.masterName()).isEqualTo(master);
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
    assertThatIllegalArgumentException().isThrownBy(() -> RedisLocation.parse(uri));
  }
}
