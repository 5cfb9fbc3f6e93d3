package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.response.ResponseCounts;
import java.util.Map;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;

/**
 * Request log that counts every response of a Jetty server, including those that no web application
 * sees: refused requests and unknown contexts. Jetty notifies it together with the server's own
 * request log, so that the counts equal the log.
 *
 * <pre>{@code
 * ResponseCountLog.install(server);
 * }</pre>
 *
 * <p>In standalone Jetty, the module {@code servlet-exporter-responses} installs it. A web
 * application with servlet-exporter shows the counts as {@code servlet_container_responses_total}.
 *
 * <p>The log also provides the address of the connection's peer, by which servlet-exporter
 * recognises trusted proxies where ForwardedRequestCustomizer replaces it by that of the client.
 * Thread-safe.
 */
public final class ResponseCountLog implements RequestLog {

  private final ResponseCounts<Connector> counts = new ResponseCounts<>();

  private ResponseCountLog() {}

  /**
   * Installs a counter in a server that is not running yet, behind its request log and in front of
   * its error handler. Both must be set before, if the server has its own.
   *
   * @throws IllegalStateException if the server is running
   */
  public static void install(Server server) {
    ResponseCountLog counter = new ResponseCountLog();
    server.addBean(counter); // web applications look for it among the beans
    server.addEventListener(new PeerCustomizer());
    RequestLog log = server.getRequestLog();
    if (log == null) {
      server.setRequestLog(counter);
    } else {
      server.setRequestLog(new RequestLog.Collection(log, counter));
      server.addBean(log); // the server starts its beans, of which the log is no longer one
    }
    Request.Handler errors = server.getErrorHandler();
    if (errors == null) {
      server.setErrorHandler(new FramingRefusals(new ErrorHandler(), counter.counts));
    } else {
      server.setErrorHandler(new FramingRefusals(errors, counter.counts));
      server.addBean(errors);
    }
  }

  /** Counts a response; called by Jetty. */
  @Override
  public void log(Request request, Response response) {
    counts.response(request.getConnectionMetaData().getConnector(), response.getStatus());
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
   * Returns the requests that Jetty has refused for their framing since the previous call by
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
}
