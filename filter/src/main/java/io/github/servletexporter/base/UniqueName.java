package io.github.servletexporter.base;

import java.util.UUID;

/**
 * Name of a web application that no other one in the JVM has at the same time. Web applications do
 * not share classes, so the names in use are recorded as system properties. Thread-safe.
 */
public final class UniqueName implements AutoCloseable {

  private static final String PROPERTY = "io.github.servletexporter.application:";
  private static final int MAX_NUMBER = 1000;

  private final String text;
  private final JvmOwner owner;

  private UniqueName(String text, JvmOwner owner) {
    this.text = text;
    this.owner = owner;
  }

  /**
   * Claims a name, until it is closed.
   *
   * @param wanted the name; if it is in use, a number is appended to it, as in {@code /shop#2}
   */
  public static UniqueName claim(String wanted) {
    for (int number = 1; number <= MAX_NUMBER; number++) {
      String text = number == 1 ? wanted : wanted + "#" + number;
      JvmOwner owner = owner(text);
      if (owner.claim()) {
        return new UniqueName(text, owner);
      }
    }
    String text = wanted + "#" + UUID.randomUUID();
    return new UniqueName(text, owner(text));
  }

  private static JvmOwner owner(String text) {
    return new JvmOwner(PROPERTY + text, text);
  }

  /** Returns the name. */
  public String text() {
    return text;
  }

  /** Gives up the name. May be repeated. */
  @Override
  public void close() {
    owner.release();
  }
}
