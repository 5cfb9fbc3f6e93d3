package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.restapp.ConflictMapper;
import io.github.servletexporter.it.restapp.Orders;
import io.github.servletexporter.it.restapp.RouteFilter;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapters of docs/configuration.md name the routes and exceptions of a Jersey application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JerseyIT {

  private final Tomcat tomcat = new Tomcat();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", directory.toString());
    context.setParentClassLoader(JerseyIT.class.getClassLoader());
    context.addServletContainerInitializer(new ServletExporter(Config.defaults()), Set.of());
    ResourceConfig jersey =
        new ResourceConfig(Orders.class, RouteFilter.class, ConflictMapper.class);
    Tomcat.addServlet(context, "jersey", new ServletContainer(jersey)).addMapping("/api/*");
    tomcat.getConnector();
    tomcat.start();
  }

  @AfterAll
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void namesTheRouteByTheTemplateOfTheResource() throws Exception {
    assertThat(get("/shop/api/orders/7").body()).isEqualTo("7");
    assertThat(get("/shop/api/orders").body()).isEqualTo("everything");

    assertThat(get("/shop/metrics").body())
        .contains("http_response_status_code=\"200\",http_route=\"/shop/api/orders/{id}\"} 1")
        .contains("http_response_status_code=\"200\",http_route=\"/shop/api/orders\"} 1");
  }

  @Test
  void leavesTheServletMappingAsTheRouteOfASubResource() throws Exception {
    assertThat(get("/shop/api/orders/7/lines/3").body()).isEqualTo("3");

    assertThat(get("/shop/metrics").body())
        .contains("http_response_status_code=\"200\",http_route=\"/shop/api/*\"} 1");
  }

  @Test
  void countsAnExceptionAsHandledThatAMapperRecords() throws Exception {
    assertThat(get("/shop/api/orders/7/broken").statusCode()).isEqualTo(409);

    assertThat(get("/shop/metrics").body())
        .contains(
            "http_server_exceptions_total{exception_type=\"java.lang.IllegalStateException\","
                + "handled=\"true\",http_route=\"/shop/api/orders/{id}/broken\"} 1.0");
  }

  @Test
  void countsAnExceptionAsUncaughtThatHasNoMapper() throws Exception {
    assertThat(get("/shop/api/orders/7/failing").statusCode()).isEqualTo(500);

    assertThat(get("/shop/metrics").body())
        .contains(
            "http_server_exceptions_total{"
                + "exception_type=\"java.lang.UnsupportedOperationException\","
                + "handled=\"false\",http_route=\"/shop/api/orders/{id}/failing\"} 1.0");
  }

  private HttpResponse<String> get(String path) throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
