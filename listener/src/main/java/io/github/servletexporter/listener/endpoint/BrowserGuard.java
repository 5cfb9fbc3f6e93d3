package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Guard of the metrics port against foreign pages in a browser that can reach it. Thread-safe.
 *
 * <p>A page can give its own host name the address of the port, after which the browser takes both
 * for one site (DNS rebinding); but the browser then sends that name. No page can do so with an
 * address or with {@code localhost}. Requests that a page of another site makes without such a
 * trick are marked by the browser.
 */
public final class BrowserGuard {

  /** Value that allows every host name. */
  public static final String EVERY_HOST = "*";

  private static final Logger LOGGER = System.getLogger(BrowserGuard.class.getName());
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED_REQUEST = 421;

  /** Value of {@code Host}: an IPv6 address in brackets or something else, and perhaps a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+(?:%[^\\]]*)?]|(?<name>[^:\\[\\]]+?)\\.?)(?::[0-9]*)?");

  private final WebApp webApp;
  private final Set<String> hosts;
  private final Throttle throttle;

  /**
   * Creates a guard.
   *
   * @param hosts host names that are allowed in addition to {@code localhost}; names of any case,
   *     with or without a dot at the end, or {@link #EVERY_HOST}
   * @param ticker source of time
   */
  public BrowserGuard(WebApp webApp, Collection<String> hosts, Ticker ticker) {
    this.webApp = webApp;
    this.hosts =
        hosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""))
            .collect(Collectors.toUnmodifiableSet());
    this.throttle = new Throttle(Duration.ofMinutes(1), ticker);
  }

  /**
   * Returns an endpoint that answers 421 to requests for other hosts, and 403 to those that a
   * browser sends for a page of another site, except for links that somebody follows.
   *
   * @param endpoint answers all other requests
   */
  public Endpoint protect(Endpoint endpoint) {
    return exchange -> {
      String host = exchange.getHeader("Host");
      if (!isAllowed(host)) {
        refuse(exchange, host);
      } else if (isForForeignPage(exchange)) {
        PlainAnswer.send(exchange, FORBIDDEN, "requests by pages of other sites are refused");
      } else {
        endpoint.handle(exchange);
      }
    };
  }

  /** A browser always names a host, so a request without one is not from a browser. */
  private boolean isAllowed(@Nullable String host) {
    if (host == null || host.isEmpty() || hosts.contains(EVERY_HOST)) {
      return true;
    }
    Matcher parts = HOST.matcher(host);
    if (!parts.matches()) {
      return false;
    }
    String name = parts.group("name");
    return name == null
        || Peer.isLiteral(name)
        || name.equalsIgnoreCase("localhost")
        || hosts.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isForForeignPage(Exchange exchange) {
    return "cross-site".equals(exchange.getHeader("Sec-Fetch-Site"))
        && !("navigate".equals(exchange.getHeader("Sec-Fetch-Mode"))
            && "document".equals(exchange.getHeader("Sec-Fetch-Dest")));
  }

  private void refuse(Exchange exchange, @Nullable String host) throws IOException {
    if (throttle.tryAcquire()) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the metrics port has refused a request for host \"{1}\"; if clients use this name, add"
              + " it to servlet-exporter.allowed-hosts; client={2}, suppressed={3}",
          webApp,
          LogText.escaped(String.valueOf(host)),
          exchange.peer(),
          Long.toString(throttle.takeSuppressed()));
    }
    PlainAnswer.send(
        exchange,
        MISDIRECTED_REQUEST,
        "this host name is not allowed; use an IP address, or add the name to"
            + " servlet-exporter.allowed-hosts");
  }
}
