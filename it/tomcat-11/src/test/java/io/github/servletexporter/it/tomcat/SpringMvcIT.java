package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The route templates and handled exceptions of Spring MVC are found in its request attributes. */
class SpringMvcIT {

  @TempDir private Path directory;

  private final Tomcat tomcat = new Tomcat();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", directory.toString());
    context.setParentClassLoader(SpringMvcIT.class.getClassLoader());
    context.addServletContainerInitializer(new ServletExporter(Config.defaults()), Set.of());
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(Users.class);
    Tomcat.addServlet(context, "spring", new DispatcherServlet(spring)).addMapping("/api/*");
    tomcat.getConnector();
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void namesTheRouteByItsTemplateBelowTheServletPath() throws Exception {
    get("/shop/api/users/7");
    get("/shop/api/users/8");

    assertThat(get("/shop/metrics").body())
        .contains(
            "http_server_request_duration_seconds_count{error_type=\"\",http_request_method=\"GET\","
                + "http_response_status_code=\"200\",http_route=\"/shop/api/users/{id}\"} 2");
  }

  @Test
  void countsAnExceptionThatAHandlerOfTheControllerDealtWith() throws Exception {
    assertThat(get("/shop/api/broken").statusCode()).isEqualTo(409);

    assertThat(get("/shop/metrics").body())
        .contains(
            "http_server_exceptions_total{exception_type=\"java.lang.IllegalStateException\","
                + "handled=\"true\",http_route=\"/shop/api/broken\"} 1.0");
  }

  private HttpResponse<String> get(String path) throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Controller of an ordinary application. */
  @EnableWebMvc
  @RestController
  static class Users {

    @GetMapping("/users/{id}")
    String user(@PathVariable("id") String id) {
      return id;
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("dealt with below");
    }

    @ExceptionHandler(IllegalStateException.class)
    ResponseEntity<String> handled() {
      return ResponseEntity.status(409).body("conflict");
    }
  }
}
