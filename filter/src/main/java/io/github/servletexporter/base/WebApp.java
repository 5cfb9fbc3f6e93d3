package io.github.servletexporter.base;

/**
 * Identity of a web application: its context path, its name and its class loader.
 *
 * @param contextPath the context path, empty for the root
 * @param name the name among the web applications of the JVM: the context path, unless several of
 *     them have the same
 * @param loader the class loader of the application's classes
 */
public record WebApp(String contextPath, String name, ClassLoader loader) {

  /** Creates the identity of a web application that is named after its context path. */
  public WebApp(String contextPath, ClassLoader loader) {
    this(contextPath, contextPath, loader);
  }

  /** Returns the same web application under another name. */
  public WebApp named(String other) {
    return new WebApp(contextPath, other, loader);
  }

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
    return "web app \"" + LogText.escaped(name) + "\"";
  }
}
