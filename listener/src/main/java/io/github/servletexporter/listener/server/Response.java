package io.github.servletexporter.listener.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Response of the metrics port that is ready to be sent.
 *
 * @param head status line and fields
 * @param body body, may be shared between responses
 * @param last whether the connection ends with the response
 */
record Response(ByteBuffer head, ByteBuffer body, boolean last) {

  private static final String LINE_END = "\r\n";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Names of the statuses that clients see often; the name is optional. */
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          entry(200, "OK"),
          entry(302, "Found"),
          entry(304, "Not Modified"),
          entry(400, "Bad Request"),
          entry(401, "Unauthorized"),
          entry(403, "Forbidden"),
          entry(404, "Not Found"),
          entry(405, "Method Not Allowed"),
          entry(421, "Misdirected Request"),
          entry(429, "Too Many Requests"),
          entry(500, "Internal Server Error"),
          entry(503, "Service Unavailable"));

  static Response of(int status, Map<String, String> fields, ByteBuffer body, boolean last) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(REASONS.getOrDefault(status, ""));
    head.append(LINE_END).append("Date: ").append(DATE.format(Instant.now())).append(LINE_END);
    fields.forEach((name, value) -> head.append(name).append(": ").append(value).append(LINE_END));
    if (last) {
      head.append("Connection: close").append(LINE_END);
    }
    head.append(LINE_END);
    return new Response(ByteBuffer.wrap(head.toString().getBytes(ISO_8859_1)), body, last);
  }

  /** Returns the response to a request that is refused, after which the connection ends. */
  static Response refusal(InvalidRequestException reason) {
    byte[] text = (reason.getMessage() + "\n").getBytes(UTF_8);
    Map<String, String> fields =
        Map.of(
            "Content-Type",
            "text/plain;charset=utf-8",
            "Content-Length",
            String.valueOf(text.length));
    return of(reason.status(), fields, ByteBuffer.wrap(text), true);
  }
}
