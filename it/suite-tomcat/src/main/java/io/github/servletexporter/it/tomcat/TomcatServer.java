package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.container.tomcat.RecyclingExecutor;
import io.github.servletexporter.container.tomcat.ResponseCountValve;
import io.github.servletexporter.it.app.TestApp;
import io.github.servletexporter.it.server.AccessLine;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import io.github.servletexporter.it.server.TestServer;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.http.fileupload.FileUtils;

/** Running Tomcat with one web application. */
final class TomcatServer implements TestServer {
  private final Tomcat tomcat = new Tomcat();
  private final CollectingAccessLog accessLog = new CollectingAccessLog();
  private final Path directory;

  private TomcatServer(Path directory) {
    this.directory = directory;
  }

  static TomcatServer start(
      ContainerSettings settings, List<ServletContainerInitializer> initializers)
      throws IOException, LifecycleException {
    TomcatServer server = new TomcatServer(Files.createTempDirectory("tomcat"));
    server.tomcat.setBaseDir(server.directory.toString());
    Connector connector = connector(settings);
    server.tomcat.setConnector(connector);
    ContainerSettings.Recycling recycling = settings.recycling();
    if (recycling != null) {
      int threads = recycling.threads();
      new RecyclingExecutor(
              threads, threads, recycling.maxRequests(), recycling.maxRequestsJitter())
          .install(server.tomcat.getService(), connector);
    }
    server.tomcat.getEngine().getPipeline().addValve(server.accessLog);
    if (settings.forwarded()) {
      server.tomcat.getEngine().getPipeline().addValve(new RemoteIpValve());
    }
    if (settings.counter()) {
      server.tomcat.getEngine().getPipeline().addValve(new ResponseCountValve());
    }
    server.addApplication(settings.contextPath(), initializers);
    server.tomcat.start();
    return server;
  }

  private static Connector connector(ContainerSettings settings) {
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setThrowOnFailure(true);
    connector.setProperty("address", "127.0.0.1");
    if (settings.http2()) {
      connector.addUpgradeProtocol(new Http2Protocol());
    }
    if (settings.compliance() != Compliance.DEFAULT) {
      makeLenient(connector);
    }
    return connector;
  }

  /** Sets every property that makes the parser lenient; a version that lacks one ignores it. */
  private static void makeLenient(Connector connector) {
    connector.setAllowBackslash(true);
    connector.setEncodedSolidusHandling("passthrough");
    connector.setProperty("rejectIllegalHeader", "false");
    connector.setProperty("allowHostHeaderMismatch", "true");
    connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
    connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
  }

  private void addApplication(String contextPath, List<ServletContainerInitializer> initializers) {
    Context context = tomcat.addContext(contextPath, directory.toString());
    // Tomcat looks for expired sessions every minute by default.
    StandardManager sessions = new StandardManager();
    sessions.setProcessExpiresFrequency(1);
    context.setManager(sessions);
    tomcat.getEngine().setBackgroundProcessorDelay(1);
    // Without a default servlet, which every deployed war has, Tomcat answers 404 before any
    // filter.
    Tomcat.addServlet(context, "default", new DefaultServlet());
    context.addServletMappingDecoded("/", "default");
    context.addWelcomeFile(TestApp.WELCOME_FILE);
    for (TestApp.ErrorPages page : TestApp.ErrorPages.values()) {
      context.addErrorPage(errorPage(page));
    }
    ErrorPage exceptionPage = errorPage(TestApp.ErrorPages.PLAIN);
    exceptionPage.setErrorCode(0);
    exceptionPage.setExceptionType(TestApp.ERROR_PAGE_EXCEPTION.getName());
    context.addErrorPage(exceptionPage);
    for (ServletContainerInitializer initializer : initializers) {
      context.addServletContainerInitializer(initializer, Set.of());
    }
  }

  private static ErrorPage errorPage(TestApp.ErrorPages page) {
    ErrorPage errorPage = new ErrorPage();
    errorPage.setErrorCode(page.status());
    errorPage.setLocation(page.location());
    return errorPage;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public List<AccessLine> accessLog() {
    return accessLog.lines();
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
    FileUtils.deleteDirectory(directory.toFile());
  }
}
