package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An asynchronous request that Tomcat drops ends, although no listener is called. */
abstract class TomcatDropBehaviour {
  private static final String REQUESTS = "http_server_request_duration_seconds_count";
  private static final String ACTIVE = "http_server_active_requests";

  private final Tomcat tomcat = new Tomcat();
  private final DroppingValve valve = new DroppingValve();

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    tomcat.getEngine().getPipeline().addValve(valve);
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new ServletExporter(Config.defaults()), Set.of());
    Tomcat.addServlet(context, "dispatching", new DispatchingServlet()).setAsyncSupported(true);
    context.addServletMappingDecoded("/dispatching", "dispatching");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  /** The valve keeps what the request refers to, so a garbage collection cannot reveal the drop. */
  @Test
  void countsItWithItsLastKnownStatus() throws Exception {
    try (WireConnection connection = WireConnection.to(tomcat.getConnector().getLocalPort())) {
      connection.send("GET /dispatching HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.receive("GET");
    } catch (EOFException closed) {
      // Tomcat closes the connection without an answer.
    }

    Map<String, String> dispatching = Map.of("http_route", "/dispatching");
    Scrape scrape =
        Awaitility.await("the request has ended")
            .until(this::scrape, now -> now.sum(REQUESTS, dispatching) == 1);
    Sample counted = scrape.find(REQUESTS, dispatching).get(0);
    assertThat(counted.label("http_response_status_code")).isEqualTo("202");
    assertThat(counted.label("error_type")).isEqualTo("_OTHER");
    assertThat(scrape.sum(ACTIVE, Map.of())).as("only the scrape is active").isEqualTo(1);
    assertThat(valve.kept).isNotEmpty();
  }

  private Scrape scrape() throws IOException {
    try (WireConnection connection = WireConnection.to(tomcat.getConnector().getLocalPort())) {
      connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return Scrape.parse(connection.receive("GET").body());
    }
  }

  /** Servlet that starts asynchronous processing and dispatches to itself. */
  private static final class DispatchingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      AsyncContext async = request.startAsync();
      async.start(async::dispatch);
    }
  }

  /**
   * Valve that fails instead of an asynchronous dispatch. Tomcat then takes the request back
   * without calling any listener, as it does after failures of its own.
   */
  private static final class DroppingValve extends ValveBase {
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    DroppingValve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (request.isAsyncDispatching()) {
        Collections.list(request.getAttributeNames())
            .forEach(name -> kept.add(request.getAttribute(name)));
        throw new IllegalStateException("on purpose, instead of a dispatch");
      }
      getNext().invoke(request, response);
    }
  }
}
