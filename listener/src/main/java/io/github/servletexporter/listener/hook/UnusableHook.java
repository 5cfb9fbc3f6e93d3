package io.github.servletexporter.listener.hook;

/**
 * A hook that could not be loaded.
 *
 * @param name the class name, or that of the services file that can't be read
 * @param configured whether the setting {@code hooks} names it; if not, a services file does
 * @param problem what is wrong with it, a sentence without its subject
 * @param cause what was thrown
 */
public record UnusableHook(String name, boolean configured, String problem, Throwable cause) {

  /** Returns the name with what is wrong. */
  public String text() {
    return name + " " + problem;
  }
}
