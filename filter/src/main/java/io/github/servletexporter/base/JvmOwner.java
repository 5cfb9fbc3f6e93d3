package io.github.servletexporter.base;

import java.util.UUID;

/**
 * Candidate for the ownership of a task that only one web application of the JVM may perform. Web
 * applications do not share classes, so the owner is recorded in a system property, as a String
 * that does not keep a class loader alive.
 *
 * <p>Thread-safe.
 */
public final class JvmOwner {

  private final String property;
  private final String id;

  /**
   * Creates a candidate.
   *
   * @param property the system property that records the owner
   * @param contextPath the context path of the web application, to make the property readable
   */
  public JvmOwner(String property, String contextPath) {
    this.property = property;
    this.id = contextPath + "#" + UUID.randomUUID();
  }

  /** Returns whether this candidate is the owner; it becomes the owner if there is none. */
  public boolean claim() {
    Object owner = System.getProperties().putIfAbsent(property, id);
    return owner == null || owner.equals(id);
  }

  /** Gives up the ownership. Has no effect if this candidate is not the owner. */
  public void release() {
    System.getProperties().remove(property, id);
  }
}
