package io.github.servletexporter.sharing.redis;

import io.github.servletexporter.base.LogText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Exception for an error reply of a Redis, whose text is escaped and cut. */
final class RedisException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable RedisNode movedTo;
  private final transient @Nullable RedisNode askedAt;

  RedisException(String message) {
    this(message, null, null);
  }

  private RedisException(String message, @Nullable RedisNode movedTo, @Nullable RedisNode askedAt) {
    super(LogText.escaped(message));
    this.movedTo = movedTo;
    this.askedAt = askedAt;
  }

  /** Returns the error of a node whose keys have moved to another node of the cluster. */
  static RedisException moved(String message, RedisNode target) {
    return new RedisException(message, target, null);
  }

  /** Returns the error of a node whose keys are moving, one of which may be on the other node. */
  static RedisException asking(String message, RedisNode target) {
    return new RedisException(message, null, target);
  }

  /** Returns the node of the cluster that has the keys, or null if the keys have not moved. */
  @Nullable RedisNode movedTo() {
    return movedTo;
  }

  /** Returns the node to be asked for this command only, or null if there is none. */
  @Nullable RedisNode askedAt() {
    return askedAt;
  }

  /** Returns whether the value of the key is not a string. */
  boolean isWrongType() {
    return String.valueOf(getMessage()).startsWith("WRONGTYPE");
  }

  /**
   * Returns whether another server may accept the command, because this one is a replica, is not
   * ready or does not have the keys.
   */
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
