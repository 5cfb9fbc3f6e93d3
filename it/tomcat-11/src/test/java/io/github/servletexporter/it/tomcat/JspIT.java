package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.jasper.servlet.JasperInitializer;
import org.apache.jasper.servlet.JspServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exception that a page turns into its error page is counted as handled. */
class JspIT {

  @Test
  void countsAnExceptionAsHandledThatAPageHasAnErrorPageFor(@TempDir Path directory)
      throws Exception {
    Files.writeString(
        directory.resolve("broken.jsp"),
        "<%@ page errorPage=\"sorry.jsp\" %><% Integer.parseInt(\"seven\"); %>");
    Files.writeString(
        directory.resolve("sorry.jsp"),
        "<%@ page isErrorPage=\"true\" %><%= exception.getMessage() %>");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", directory.toString());
    context.setParentClassLoader(JspIT.class.getClassLoader());
    context.addServletContainerInitializer(new ServletExporter(Config.defaults()), Set.of());
    context.addServletContainerInitializer(new JasperInitializer(), null);
    Tomcat.addServlet(context, "jsp", new JspServlet()).addMapping("*.jsp");
    tomcat.getConnector();
    tomcat.start();
    try {
      int port = tomcat.getConnector().getLocalPort();
      HttpResponse<String> page = get(port, "/shop/broken.jsp");

      assertThat(page.body()).contains("seven");
      assertThat(get(port, "/shop/metrics").body())
          .contains(
              "http_server_exceptions_total{exception_type=\"java.lang.NumberFormatException\","
                  + "handled=\"true\",http_route=\"/shop/*.jsp\"} 1.0")
          .doesNotContain("handled=\"false\",");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
