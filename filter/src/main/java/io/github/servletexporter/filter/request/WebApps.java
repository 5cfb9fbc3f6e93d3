package io.github.servletexporter.filter.request;

import io.github.servletexporter.base.WebApp;
import jakarta.servlet.ServletContext;

/** Factory of {@link WebApp}s from servlet contexts. */
public final class WebApps {

  private WebApps() {}

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
    } catch (UnsupportedOperationException programmaticListener) {
      // A container may refuse this to a listener that was added by a program (Javadoc of
      // ServletContext).
    }
    // The context of an embedded Jetty may have no class loader of its own.
    ClassLoader threads = Thread.currentThread().getContextClassLoader();
    return threads != null ? threads : ClassLoader.getSystemClassLoader();
  }
}
