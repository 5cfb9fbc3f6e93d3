package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Sample;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Context;
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
  private final StatusLog log = new StatusLog();

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    LoopbackTomcat.prepare(tomcat, directory);
    tomcat.getEngine().getPipeline().addValve(valve);
    tomcat.getEngine().getPipeline().addValve(log);
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new ServletExporter(Config.defaults()), Set.of());
    Tomcat.addServlet(context, "dispatching", new DispatchingServlet()).setAsyncSupported(true);
    context.addServletMappingDecoded("/dispatching", "dispatching");
    Tomcat.addServlet(context, "failing", new FailingServlet()).setAsyncSupported(true);
    context.addServletMappingDecoded("/failing", "failing");
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
    Sample counted = drop("/dispatching");

    assertThat(counted.label("http_response_status_code")).isEqualTo("202");
    assertThat(counted.label("error_type")).isEqualTo("_OTHER");
    assertThat(valve.kept).isNotEmpty();
  }

  @Test
  void countsItAsFailedIfTomcatDropsItAfterAnException() throws Exception {
    Sample counted = drop("/failing");

    assertThat(counted.label("http_response_status_code")).isEqualTo("500");
    assertThat(counted.label("error_type")).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(log.statuses("/failing")).containsExactly(500);
  }

  /** Sends a request that Tomcat drops, and returns what the metrics have counted. */
  private Sample drop(String path) throws IOException {
    try (WireConnection connection = WireConnection.to(tomcat.getConnector().getLocalPort())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.receive("GET");
    } catch (EOFException closed) {
      // Tomcat closes the connection without an answer.
    }
    Map<String, String> route = Map.of("http_route", path);
    Scrape scrape =
        Awaitility.await("the request has ended")
            .until(this::scrape, now -> now.sum(REQUESTS, route) == 1);
    assertThat(scrape.sum(ACTIVE, Map.of())).as("only the scrape is active").isEqualTo(1);
    return scrape.find(REQUESTS, route).get(0);
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

  /** Servlet that starts asynchronous processing and fails in the dispatch to itself. */
  private static final class FailingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        throw new IllegalArgumentException("on purpose, in a dispatch");
      }
      AsyncContext async = request.startAsync();
      async.start(async::dispatch);
    }
  }

  /** Access log that keeps the status of each request. */
  private static final class StatusLog extends ValveBase implements AccessLog {
    private final Map<String, List<Integer>> statuses = new ConcurrentHashMap<>();

    StatusLog() {
      super(true);
    }

    List<Integer> statuses(String path) {
      return statuses.getOrDefault(path, List.of());
    }

    @Override
    public void log(Request request, Response response, long time) {
      statuses
          .computeIfAbsent(request.getRequestURI(), path -> new CopyOnWriteArrayList<>())
          .add(response.getStatus());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      getNext().invoke(request, response);
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRequestAttributesEnabled() {
      return false;
    }
  }

  /**
   * Valve that fails instead of an asynchronous dispatch, or after one that has failed. Tomcat then
   * takes the request back without calling any listener, as it does after failures of its own.
   */
  private static final class DroppingValve extends ValveBase {
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    DroppingValve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (request.isAsyncDispatching()) {
        if (request.getRequestURI().equals("/failing")) {
          getNext().invoke(request, response);
        }
        Collections.list(request.getAttributeNames())
            .forEach(name -> kept.add(request.getAttribute(name)));
        throw new IllegalStateException("on purpose, which drops the request");
      }
      getNext().invoke(request, response);
    }
  }
}
