package io.github.servletexporter.sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

class RedisKeysTest {

  @Test
  void keepsAllKeysOfAPrefixInOneSlotOfACluster() {
    for (String prefix :
        List.of(
            "servlet_metrics", "", "{}", "{}{a}", "}{", "a{b", "a}b", "a{b}c", "{", "}", "x{}")) {
      RedisKeys keys = new RedisKeys(prefix);

      assertThat(
              List.of(keys.entry("a"), keys.entry("b"), keys.index(), keys.retained()).stream()
                  .map(JedisClusterCRC16::getSlot)
                  .distinct())
          .as("prefix %s", prefix)
          .hasSize(1);
    }
  }

  @Test
  void namesNoKeyTwice() {
    RedisKeys keys = new RedisKeys("p");

    assertThat(List.of(keys.entry("members"), keys.entry("retired"), keys.index(), keys.retained()))
        .doesNotHaveDuplicates();
  }
}
