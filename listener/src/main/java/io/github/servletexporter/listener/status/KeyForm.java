package io.github.servletexporter.listener.status;

import io.github.servletexporter.listener.endpoint.Body;
import io.github.servletexporter.listener.endpoint.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Answers to clients of the status page that have not shown its key: a form that sends the key, and
 * 403 for everything else. The script of the form takes the key from the fragment of the address,
 * which a browser does not send, and removes it there. Thread-safe.
 */
public final class KeyForm {

  /** Name of the parameter with the key. */
  public static final String PARAMETER = "key";

  private static final int FORBIDDEN = 403;

  private static final String SCRIPT =
      """
      const form = document.forms[0];
      if (location.hash.startsWith("#key=")) {
        form.elements.key.value = decodeURIComponent(location.hash.slice(5));
        history.replaceState(null, "", location.pathname);
        form.submit();
      }
      """;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Status: key required</title>
      </head>
      <body>
      <main>
      <h1>Key required</h1>
      <p id="reason" role="status">%s</p>
      <p>The log of the application contains the address of this page with its key, in the line
      &ldquo;metrics at &hellip; status at &hellip;#key=&hellip;&rdquo;. Each start has a new key.</p>
      <form method="post" action="">
      <label for="key">Key</label>
      <input id="key" name="key" type="password" required maxlength="64" autocomplete="off">
      <button type="submit">Show the status page</button>
      </form>
      </main>
      <script>%s</script>
      </body>
      </html>
      """;

  private static final String POLICY =
      "default-src 'none'; script-src 'sha256-"
          + sha256(SCRIPT)
          + "'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private KeyForm() {}

  /** Answers GET or HEAD without the cookie. */
  public static void answer(Exchange exchange) throws IOException {
    String path = exchange.getRequestPath();
    if (path.endsWith(StatusPages.PATH)) {
      new Reply(exchange).redirect(StatusPages.PATH.substring(1) + "/");
    } else if (path.endsWith(StatusPages.PATH + "/")) {
      send(exchange, FORBIDDEN, "This page is shown to clients that have its key.");
    } else {
      new Reply(exchange).message(FORBIDDEN, "The key in the log of the application is required.");
    }
  }

  /**
   * Sends the form.
   *
   * @param reason text without characters that are special in HTML
   */
  public static void send(Exchange exchange, int status, String reason) throws IOException {
    exchange.setHeader("Content-Type", "text/html; charset=utf-8");
    exchange.setHeader("Cache-Control", "no-store");
    exchange.setHeader("Content-Security-Policy", POLICY);
    exchange.setHeader("X-Content-Type-Options", "nosniff");
    exchange.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    // With no-referrer a browser would send the form with the origin "null".
    exchange.setHeader("Referrer-Policy", "same-origin");
    exchange.send(
        status, new Body(PAGE.formatted(reason, SCRIPT).getBytes(StandardCharsets.UTF_8)));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
