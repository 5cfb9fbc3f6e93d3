package io.github.servletexporter.listener.pool;

import java.util.UUID;

/**
 * The one web application of a JVM that may do something. Web applications see none of each other's
 * classes, so the owner is written down where all of them look: in a system property, as a String
 * that keeps no class loader alive.
 *
 * <p>Thread-safe.
 */
final class JvmOwner {

  private final String property;
  private final String id;

  /**
   * Creates a candidate.
   *
   * @param contextPath for a human who looks at the property
   */
  JvmOwner(String property, String contextPath) {
    this.property = property;
    this.id = contextPath + "#" + UUID.randomUUID();
  }

  /** Returns whether this is the owner, from now on if there is none. */
  boolean claim() {
    Object owner = System.getProperties().putIfAbsent(property, id);
    return owner == null || owner.equals(id);
  }

  /** Lets another one be the owner. May be repeated. */
  void release() {
    System.getProperties().remove(property, id);
  }
}
