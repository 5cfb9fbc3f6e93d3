package io.github.servletexporter.bundle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Notice in the log of a {@code javax.servlet} container, which cannot run servlet-exporter.
 *
 * <p>Such a container calls it once per web application, before the application starts; a Jakarta
 * container looks for another service file and never loads this class. It only logs, because a jar
 * in the wrong place is no reason to keep an application from starting. Stateless and thread-safe.
 */
public final class JavaxContainerNotice implements ServletContainerInitializer {
  /** Creates the notice; called by the service loader of the container. */
  public JavaxContainerNotice() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext application) {
    // Tomcat's migration tool also renames javax.servlet in this class and in its service file.
    if (ServletContext.class.getName().startsWith("jakarta.")) {
      MigratedApplication.start(application);
      return;
    }
    String notice = notice(application);
    application.log(notice);
    // The log of the context may go to a file of its own or nowhere, so the notice is repeated.
    logger().log(Level.ERROR, notice);
  }

  private static String notice(ServletContext application) {
    return "servlet-exporter is NOT active in web application '"
        + application.getContextPath()
        + "': "
        + application.getServerInfo()
        + " runs it on javax.servlet "
        + application.getMajorVersion()
        + "."
        + application.getMinorVersion()
        + ", but servlet-exporter needs jakarta.servlet 6.0 or newer: Tomcat 10.1 or newer, or Jetty 12 with ee10 or"
        + " ee11. The application runs without metrics. Remove the jar or upgrade the container.";
  }

  private static Logger logger() {
    return System.getLogger(JavaxContainerNotice.class.getName());
  }
}
