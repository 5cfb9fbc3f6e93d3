package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.filter.RequestExceptions;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
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
  void start(@TempDir java.nio.file.Path directory) throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    org.apache.catalina.Context context = tomcat.addContext("/shop", directory.toString());
    context.setParentClassLoader(JerseyIT.class.getClassLoader());
    context.addServletContainerInitializer(new ServletExporter(Config.defaults()), Set.of());
    ResourceConfig jersey =
        new ResourceConfig(Users.class, RouteFilter.class, ConflictMapper.class);
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
    assertThat(get("/shop/api/users/7").body()).isEqualTo("7");
    assertThat(get("/shop/api/users").body()).isEqualTo("everyone");

    assertThat(get("/shop/metrics").body())
        .contains("http_response_status_code=\"200\",http_route=\"/shop/api/users/{id}\"} 1")
        .contains("http_response_status_code=\"200\",http_route=\"/shop/api/users\"} 1");
  }

  @Test
  void leavesTheServletMappingAsTheRouteOfASubResource() throws Exception {
    assertThat(get("/shop/api/users/7/groups/3").body()).isEqualTo("3");

    assertThat(get("/shop/metrics").body())
        .contains("http_response_status_code=\"200\",http_route=\"/shop/api/*\"} 1");
  }

  @Test
  void countsAnExceptionAsHandledThatAMapperRecords() throws Exception {
    assertThat(get("/shop/api/users/7/broken").statusCode()).isEqualTo(409);

    assertThat(get("/shop/metrics").body())
        .contains(
            "http_server_exceptions_total{exception_type=\"java.lang.IllegalStateException\","
                + "handled=\"true\",http_route=\"/shop/api/users/{id}/broken\"} 1.0");
  }

  @Test
  void countsAnExceptionAsUncaughtThatHasNoMapper() throws Exception {
    assertThat(get("/shop/api/users/7/failing").statusCode()).isEqualTo(500);

    assertThat(get("/shop/metrics").body())
        .contains(
            "http_server_exceptions_total{"
                + "exception_type=\"java.lang.UnsupportedOperationException\","
                + "handled=\"false\",http_route=\"/shop/api/users/{id}/failing\"} 1.0");
  }

  private HttpResponse<String> get(String path) throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Adapter that names the route of a request by the templates of its resource. */
  static class RouteFilter implements ContainerRequestFilter {

    @Context private HttpServletRequest request;
    @Context private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext context) {
      if (!resource.getResourceClass().isAnnotationPresent(Path.class)) {
        return;
      }
      UriBuilder route = UriBuilder.fromPath("/api").path(resource.getResourceClass());
      if (resource.getResourceMethod().isAnnotationPresent(Path.class)) {
        route.path(resource.getResourceMethod());
      }
      request.setAttribute(MetricsFilter.ROUTE_ATTRIBUTE, route.toTemplate());
    }
  }

  /** Mapper that records the exception that it turns into a response. */
  static class ConflictMapper implements ExceptionMapper<IllegalStateException> {

    @Context private HttpServletRequest request;

    @Override
    public Response toResponse(IllegalStateException exception) {
      RequestExceptions.record(request, exception);
      return Response.status(Response.Status.CONFLICT).build();
    }
  }

  /** Resource of an ordinary application. */
  @Path("users")
  public static class Users {

    @GET
    public String all() {
      return "everyone";
    }

    @GET
    @Path("{id}")
    public String user(@PathParam("id") String id) {
      return id;
    }

    @GET
    @Path("{id}/broken")
    public String broken() {
      throw new IllegalStateException("mapped to 409");
    }

    @GET
    @Path("{id}/failing")
    public String failing() {
      throw new UnsupportedOperationException("not mapped");
    }

    @Path("{id}/groups")
    public Groups groups() {
      return new Groups();
    }
  }

  /** Sub-resource. */
  public static class Groups {

    @GET
    @Path("{group}")
    public String group(@PathParam("group") String group) {
      return group;
    }
  }
}
