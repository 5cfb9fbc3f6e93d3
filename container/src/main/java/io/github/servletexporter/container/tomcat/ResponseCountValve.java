package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.response.ResponseCounts;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Engine;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Valve that counts every response of a Tomcat engine, including those that no web application
 * sees: refused requests, unknown contexts, errors of other valves. Tomcat notifies it as it
 * notifies an access log, so that the counts equal those of an access log in the same engine.
 *
 * <pre>{@code
 * tomcat.getEngine().getPipeline().addValve(new ResponseCountValve());
 * }</pre>
 *
 * <p>In {@code server.xml}, the {@code Valve} element belongs into the {@code Engine} element. A
 * web application with servlet-exporter shows the counts as {@code
 * servlet_container_responses_total}. Thread-safe.
 */
public final class ResponseCountValve extends ValveBase implements AccessLog {

  private static final Logger LOGGER = System.getLogger(ResponseCountValve.class.getName());

  private static final String QUEUE_FIELD = "X-Request-Start";

  /** Request attribute in which the filter looks for the address of the peer. */
  private static final String PEER = "io.github.servletexporter.peer";

  private final ResponseCounts<Connector> counts = new ResponseCounts<>();
  private volatile boolean requestAttributesEnabled;

  /** Creates a valve that has counted nothing. */
  public ResponseCountValve() {
    super(true);
  }

  /**
   * Passes the request on, with the address of the connection's peer if it has an {@code
   * X-Request-Start}.
   */
  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getHeader(QUEUE_FIELD) != null) {
      // Set in the request of the connector, so that no listener of the application is notified.
      request.getCoyoteRequest().setAttribute(PEER, request.getPeerAddr());
    }
    getNext().invoke(request, response);
  }

  /** Counts a response; called by Tomcat when it writes its access log. */
  @Override
  public void log(Request request, Response response, long time) {
    counts.response(request.getConnector(), response.getStatus());
    String violation = FramingRefusal.of(request, response);
    if (violation != null) {
      counts.violation(violation);
    }
  }

  /** Has no effect on the counts. */
  @Override
  public void setRequestAttributesEnabled(boolean requestAttributesEnabled) {
    this.requestAttributesEnabled = requestAttributesEnabled;
  }

  @Override
  public boolean getRequestAttributesEnabled() {
    return requestAttributesEnabled;
  }

  /**
   * Returns the responses since the previous call by connector and status, or an empty map while
   * another web application takes them. Called by servlet-exporter.
   *
   * @param application identifies the caller
   */
  public Map<Connector, Map<Integer, Long>> takeResponses(String application) {
    return counts.takeResponses(application);
  }

  /**
   * Returns the requests that Tomcat has refused for their framing since the previous call by
   * violation, or an empty map while another web application takes them. Called by
   * servlet-exporter.
   *
   * @param application identifies the caller
   */
  public Map<String, Long> takeFramingViolations(String application) {
    return counts.takeFramingViolations(application);
  }

  /**
   * Lets another web application take the counts. Called by servlet-exporter.
   *
   * @param application identifies the caller
   */
  public void release(String application) {
    counts.release(application);
  }

  @Override
  protected void startInternal() throws LifecycleException {
    if (!(getContainer() instanceof Engine)) {
      LOGGER.log(
          Level.WARNING,
          "ResponseCountValve counts nothing outside of the engine, because web applications look"
              + " for it there; move the Valve element into the Engine element; container={0}",
          name(getContainer()));
    }
    super.startInternal();
  }

  private static String name(org.apache.catalina.@Nullable Container container) {
    return container == null ? "none" : container.getName();
  }
}
