package consumer;

import io.github.servletexporter.listener.ServletExporter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcat with servlet-exporter, or with a war that contains it. */
public final class EmbeddedTomcat {

  private EmbeddedTomcat() {}

  /**
   * Starts the server, checks that a request is counted, and stops it.
   *
   * @param arguments the war to deploy; none for an application without one
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    Files.createDirectories(directory.resolve("webapps"));
    Connector connector = new Connector();
    connector.setPort(0);
    tomcat.setConnector(connector);
    if (arguments.length > 0) {
      Context context = tomcat.addWebapp("/shop", Path.of(arguments[0]).toAbsolutePath().toString());
      // Run by Maven, this class and Tomcat are not on the class path of the JVM.
      context.setParentClassLoader(EmbeddedTomcat.class.getClassLoader());
    } else {
      Context context = tomcat.addContext("/shop", directory.toString());
      context.addServletContainerInitializer(new ServletExporter(), null);
      Tomcat.addServlet(context, "hello", new Hello());
      context.addServletMappingDecoded("/hello", "hello");
    }
    tomcat.start();
    try {
      Probe.check(connector.getLocalPort(), "/shop");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }
}
