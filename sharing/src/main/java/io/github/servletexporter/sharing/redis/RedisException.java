package io.github.servletexporter.sharing.redis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An error that a Redis has answered with. */
final class RedisException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable RedisNode movedTo;

  RedisException(String message) {
    this(message, null);
  }

  RedisException(String message, @Nullable RedisNode movedTo) {
    super(message);
    this.movedTo = movedTo;
  }

  /** Returns the node of the cluster that has the keys, or null. */
  @Nullable RedisNode movedTo() {
    return movedTo;
  }

  /** Returns whether the key has something else than a string. */
  boolean isWrongType() {
    return String.valueOf(getMessage()).startsWith("WRONGTYPE");
  }

  /** Returns whether another server would do: this one is a replica, or not ready. */
  boolean isOfThisServer() {
    String message = getMessage();
    return movedTo != null
        || (message != null
            && (message.startsWith("READONLY")
                || message.startsWith("LOADING")
                || message.startsWith("MASTERDOWN")
                || message.startsWith("CLUSTERDOWN")));
  }
}
