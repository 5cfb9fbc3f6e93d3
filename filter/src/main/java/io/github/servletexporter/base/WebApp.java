package io.github.servletexporter.base;

import jakarta.servlet.ServletContext;

/**
 * What of a web application its parts need to know.
 *
 * @param contextPath the context path, empty for the root
 * @param loader the class loader of its classes
 */
public record WebApp(String contextPath, ClassLoader loader) {

  /** Returns the web application of a context. */
  public static WebApp of(ServletContext context) {
    return new WebApp(context.getContextPath(), loader(context));
  }

  private static ClassLoader loader(ServletContext context) {
    try {
      ClassLoader own = context.getClassLoader();
      if (own != null) {
        return own;
      }
    } catch (UnsupportedOperationException addedByProgram) {
      // Containers may refuse this to a listener that a program has added (ServletContext's
      // Javadoc).
    }
    // An embedded Jetty context has no class loader of its own, and says null.
    ClassLoader threads = Thread.currentThread().getContextClassLoader();
    return threads != null ? threads : ClassLoader.getSystemClassLoader();
  }

  /**
   * Returns whether a class is the web application's alone, and its statics end with it: not so in
   * an embedded server, where applications share the process's class loader.
   */
  public boolean owns(Class<?> type) {
    return type.getClassLoader() == loader && loader != ClassLoader.getSystemClassLoader();
  }

  /** Returns how log lines call it. */
  @Override
  public String toString() {
    return "web app \"" + contextPath + "\"";
  }
}
