package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.sharing.merge.Deadline;
import java.io.IOException;

/**
 * Calls to a Redis that share one deadline. Thread-safe.
 *
 * @param session session with the Redis
 * @param deadline end of all calls together
 */
record RedisCalls(RedisSession session, Deadline deadline) {

  /**
   * Exchanges commands for replies.
   *
   * @throws IOException if there is no result in time
   */
  <T> T call(RedisExchange<T> exchange) throws IOException {
    return session.call(exchange, deadline);
  }
}
