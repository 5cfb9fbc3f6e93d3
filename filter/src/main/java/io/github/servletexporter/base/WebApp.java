package io.github.servletexporter.base;

/**
 * Identity of a web application: its context path and its class loader.
 *
 * @param contextPath the context path, empty for the root
 * @param loader the class loader of the application's classes
 */
public record WebApp(String contextPath, ClassLoader loader) {

  /**
   * Returns whether a class belongs to this web application alone, so that its statics are dropped
   * with the application. In an embedded server applications share the class loader of the process,
   * and the answer is no.
   */
  public boolean owns(Class<?> type) {
    return type.getClassLoader() == loader && loader != ClassLoader.getSystemClassLoader();
  }

  /** Returns the application's name in log lines. */
  @Override
  public String toString() {
    return "web app \"" + LogText.escaped(contextPath) + "\"";
  }
}
