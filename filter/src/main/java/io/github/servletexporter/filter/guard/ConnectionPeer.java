package io.github.servletexporter.filter.guard;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Peer of the connection on which a request has arrived, whose address decides whether its {@code
 * X-Request-Start} is trusted.
 *
 * <p>Behind Tomcat's RemoteIpValve and Jetty's ForwardedRequestCustomizer, {@code getRemoteAddr()}
 * returns the address of the client that a forwarding field names. The address of the peer is known
 * there only if servlet-exporter-container provides it. Thread-safe.
 */
final class ConnectionPeer {

  /** Request attribute in which servlet-exporter-container provides the address. */
  static final String ATTRIBUTE = "io.github.servletexporter.peer";

  private static final Logger LOGGER = System.getLogger(ConnectionPeer.class.getName());

  /** Request attribute that Tomcat sets if it has replaced the address. */
  private static final String REPLACED_BY_TOMCAT = "org.apache.tomcat.request.forwarded";

  private static final String[] FORWARDING_FIELDS = {"X-Forwarded-For", "Forwarded"};

  private final WebApp webApp;
  private final AtomicBoolean reported = new AtomicBoolean();

  ConnectionPeer(WebApp webApp) {
    this.webApp = webApp;
  }

  /** Returns the address of the peer, or the one of the client if only that is known. */
  String addressOf(HttpServletRequest request) {
    String peer = provided(request);
    return peer == null ? request.getRemoteAddr() : peer;
  }

  /**
   * Logs once what to do if a request was forwarded, although its address belongs to no trusted
   * proxy.
   *
   * @param address the address that is not trusted
   */
  void reportUntrusted(HttpServletRequest request, String address) {
    if (reported.get() || !isForwarded(request) || !reported.compareAndSet(false, true)) {
      return;
    }
    String remedy =
        provided(request) == null
            ? "if the container replaces the address of the proxy by that of the client"
                + " (RemoteIpValve, ForwardedRequestCustomizer), install servlet-exporter-container,"
                + " otherwise add the proxy to servlet-exporter.trusted-proxies (see"
                + " docs/responses.md)"
            : "add the proxy to servlet-exporter.trusted-proxies if it is yours";
    LOGGER.log(
        Level.WARNING,
        "{0}: the queue time of a forwarded request is unknown, because its address belongs to no"
            + " trusted proxy; {1}; address={2}",
        webApp,
        remedy,
        LogText.escaped(address));
  }

  private static @Nullable String provided(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String peer ? peer : null;
  }

  private static boolean isForwarded(HttpServletRequest request) {
    if (request.getAttribute(REPLACED_BY_TOMCAT) != null) {
      return true;
    }
    for (String field : FORWARDING_FIELDS) {
      if (request.getHeader(field) != null) {
        return true;
      }
    }
    return false;
  }
}
