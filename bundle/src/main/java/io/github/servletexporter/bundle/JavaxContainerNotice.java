package io.github.servletexporter.bundle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * The notice that a container of the {@code javax.servlet} era gets instead of metrics.
 *
 * <p>Such a container calls it once per web application, before the application starts; a Jakarta
 * container looks for another service name and never loads this class. It only logs: a metrics jar
 * in the wrong place is no reason to keep an application from starting. Stateless and therefore
 * thread-safe.
 */
public final class JavaxContainerNotice implements ServletContainerInitializer {
  /** Called by the service loader of the container. */
  public JavaxContainerNotice() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext application) {
    // Tomcat's migration tool renames javax.servlet in here, too, and in the file that registers
    // this class.
    if (ServletContext.class.getName().startsWith("jakarta.")) {
      MigratedApplication.start(application);
      return;
    }
    String notice = notice(application);
    application.log(notice);
    // The context's log may go to a file of its own, or nowhere; the container's log is looked at
    // first.
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
        + ", and servlet-exporter needs jakarta.servlet 6.0 or newer, that is Tomcat 10.1 or newer, or Jetty 12 with"
        + " ee10 or ee11. The application runs without metrics; remove the jar, or move to such a container.";
  }

  private static Logger logger() {
    return System.getLogger(JavaxContainerNotice.class.getName());
  }
}
