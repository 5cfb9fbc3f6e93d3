package io.github.servletexporter.listener;

import io.github.servletexporter.listener.endpoint.AuthFailures;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.Exchange;
import io.github.servletexporter.listener.endpoint.IdentifyingEndpoint;
import io.github.servletexporter.listener.endpoint.Outbox;
import io.github.servletexporter.listener.endpoint.PageKey;
import io.github.servletexporter.listener.status.KeyForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Login to the status page with its key, for which a client gets a cookie. Wrong keys are counted
 * and limited like wrong passwords. Thread-safe.
 */
final class KeyLogin {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;

  /** A form with a key takes 36 bytes. */
  private static final int MOST_BYTES = 512;

  private final PageKey key;
  private final AuthFailures failures;
  private final Outbox outbox = new Outbox();

  /**
   * Creates a login.
   *
   * @param failures counts and limits the wrong keys
   */
  KeyLogin(PageKey key, AuthFailures failures) {
    this.key = key;
    this.failures = failures;
  }

  /** Returns an endpoint that answers clients without the cookie with a form. */
  Endpoint protect(IdentifyingEndpoint page) {
    return exchange -> {
      if (key.isIn(exchange)) {
        page.handle(exchange, true);
      } else {
        KeyForm.answer(exchange);
      }
    };
  }

  /** Answers the form. */
  void logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Exchange exchange = new ServletExchange(request, response, outbox);
    if (isOfForeignPage(request)) {
      KeyForm.send(exchange, FORBIDDEN, "Requests by pages of other sites are refused.");
      return;
    }
    String given = givenKey(request);
    if (given == null) {
      KeyForm.send(exchange, BAD_REQUEST, "The request contains no key.");
      return;
    }
    boolean right = key.isKey(given);
    if (!failures.record(exchange.peer(), right)) {
      response.setHeader("Retry-After", "1");
      KeyForm.send(exchange, TOO_MANY_REQUESTS, "Too many wrong keys.");
    } else if (right) {
      admit(request, response);
    } else {
      KeyForm.send(exchange, FORBIDDEN, "This key is wrong.");
    }
  }

  /**
   * Returns the key in the body, or null if there is none. A filter of the application may have
   * read the body already, so it is read as a parameter; its length is known before. A key in the
   * address would be in the access log, so that none is accepted there.
   */
  private static @Nullable String givenKey(HttpServletRequest request) {
    int length = request.getContentLength();
    if (!"/".equals(request.getPathInfo())
        || request.getQueryString() != null
        || length < 0
        || length > MOST_BYTES) {
      return null;
    }
    try {
      return request.getParameter(KeyForm.PARAMETER);
    } catch (RuntimeException malformed) {
      return null;
    }
  }

  private void admit(HttpServletRequest request, HttpServletResponse response) {
    // Path is left to the browser, which takes the folder of the page, also behind a proxy that
    // changes it. Added, because the application may set cookies of its own.
    response.addHeader(
        "Set-Cookie",
        PageKey.COOKIE
            + "="
            + key.cookie()
            + "; HttpOnly; SameSite=Strict"
            + (request.isSecure() ? "; Secure" : ""));
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Location", "./");
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
  }

  /**
   * Only old browsers, and those of unencrypted pages, do not say that they are on the same site.
   */
  private static boolean isOfForeignPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin != null && !authority(origin).equalsIgnoreCase(request.getHeader("Host"));
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
