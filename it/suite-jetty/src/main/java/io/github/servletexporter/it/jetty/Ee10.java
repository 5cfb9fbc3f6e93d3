package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.app.TestApp;
import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;

/** Servlet 6.0 on Jetty. */
public final class Ee10 implements ServletEnvironment {
  /** Creates the environment. */
  public Ee10() {}

  @Override
  public Handler application(
      String contextPath, Path directory, List<ServletContainerInitializer> initializers) {
    ServletContextHandler context =
        new ServletContextHandler(contextPath, ServletContextHandler.SESSIONS);
    context.setBaseResourceAsPath(directory);
    context.setWelcomeFiles(new String[] {TestApp.WELCOME_FILE});
    context.addServlet(DefaultServlet.class, "/").setInitParameter("welcomeServlets", "true");
    ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
    for (TestApp.ErrorPages page : TestApp.ErrorPages.values()) {
      errorPages.addErrorPage(page.status(), page.location());
    }
    errorPages.addErrorPage(TestApp.ERROR_PAGE_EXCEPTION, TestApp.ErrorPages.PLAIN.location());
    context.setErrorHandler(errorPages);
    initializers.forEach(context::addServletContainerInitializer);
    return context;
  }
}
