package io.github.servletexporter.listener.status;

import io.github.servletexporter.listener.endpoint.Body;
import io.github.servletexporter.listener.endpoint.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Response to one request for the status page. Not thread-safe. */
final class Reply {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String NO_STORE = "no-store";

  /** Private, because a shared cache must not show the page to clients without credentials. */
  private static final String FOR_EVER = "private, max-age=31536000, immutable";

  private static final int NO_BODY = -1;

  private final Exchange exchange;

  Reply(Exchange exchange) {
    this.exchange = exchange;
    exchange.setHeader("Content-Security-Policy", POLICY);
    exchange.setHeader("X-Content-Type-Options", "nosniff");
    exchange.setHeader("Referrer-Policy", "no-referrer");
    exchange.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  void page(Assets.Asset page) throws IOException {
    exchange.setHeader("Cache-Control", NO_STORE);
    compressible(page.type(), page.content(), page.gzipped());
  }

  void json(byte[] json) throws IOException {
    exchange.setHeader("Cache-Control", NO_STORE);
    byte[] gzipped = acceptsGzip() ? Assets.gzip(json) : json;
    compressible("application/json", json, gzipped);
  }

  void file(Assets.Asset file) throws IOException {
    exchange.setHeader("Cache-Control", FOR_EVER);
    exchange.setHeader("ETag", file.tag());
    if (file.tag().equals(exchange.getHeader("If-None-Match"))) {
      exchange.setHeader("Vary", "Accept-Encoding");
      exchange.sendHeadersAndGetBody(304, NO_BODY);
    } else {
      compressible(file.type(), file.content(), file.gzipped());
    }
  }

  /** Redirects to a relative path, because a proxy may have changed the absolute one. */
  void redirect(String relative) throws IOException {
    exchange.setHeader("Location", relative);
    message(302, "See " + relative + ".");
  }

  void methodNotAllowed() throws IOException {
    exchange.setHeader("Allow", "GET, HEAD");
    message(405, "Only GET and HEAD are allowed.");
  }

  void text(byte[] text) throws IOException {
    exchange.setHeader("Cache-Control", NO_STORE);
    compressible("text/plain; charset=utf-8", text, acceptsGzip() ? Assets.gzip(text) : text);
  }

  void tooMany(int perMinute) throws IOException {
    exchange.setHeader("Retry-After", "60");
    message(429, "Too many requests: " + perMinute + " a minute are answered.");
  }

  void busy() throws IOException {
    exchange.setHeader("Retry-After", "1");
    message(503, "Too many concurrent requests.");
  }

  void message(int status, String message) throws IOException {
    exchange.setHeader("Cache-Control", NO_STORE);
    send(status, "text/plain; charset=utf-8", (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void compressible(String type, byte[] content, byte[] gzipped) throws IOException {
    exchange.setHeader("Vary", "Accept-Encoding");
    if (acceptsGzip()) {
      exchange.setHeader("Content-Encoding", "gzip");
      send(200, type, gzipped);
    } else {
      send(200, type, content);
    }
  }

  private void send(int status, String type, byte[] body) throws IOException {
    exchange.setHeader("Content-Type", type);
    exchange.send(status, new Body(body));
  }

  private boolean acceptsGzip() {
    String accepted = exchange.getHeader("Accept-Encoding");
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", 0)).anyMatch(Reply::isGzip);
  }

  private static boolean isGzip(String coding) {
    String[] parts = coding.split(";", 2);
    return parts[0].strip().equals("gzip") && (parts.length == 1 || !isZero(parts[1].strip()));
  }

  private static boolean isZero(@Nullable String weight) {
    return weight != null && weight.matches("q\\s*=\\s*0(\\.0*)?");
  }
}
