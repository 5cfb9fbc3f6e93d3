package io.github.servletexporter.it.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1.x response. Not thread-safe. */
final class ResponseReader {
  /** Tomcat sends the number that an application passes to {@code sendError}, such as -1. */
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] (-1|[1-9]\\d\\d)( .*)?");

  private final InputStream in;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  ResponseReader(InputStream in) {
    this.in = in;
  }

  WireResponse read(String method) throws IOException {
    int status = status(line());
    Map<String, List<String>> headers = headers();
    boolean complete = bodiless(method, status) || readBody(headers);
    return new WireResponse(status, headers, body.toString(StandardCharsets.ISO_8859_1), complete);
  }

  private static int status(String statusLine) throws IOException {
    Matcher matcher = STATUS_LINE.matcher(statusLine);
    if (!matcher.matches()) {
      throw new MalformedResponseException("not a status line: " + statusLine);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static boolean bodiless(String method, int status) {
    return method.equals("HEAD") || status < 200 || status == 204 || status == 304;
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new MalformedResponseException("not a field: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    return headers;
  }

  /** Reads the body to its end, RFC 9112 section 6.3. */
  private boolean readBody(Map<String, List<String>> headers) throws IOException {
    try {
      if (headers.containsKey("transfer-encoding")) {
        readChunks();
      } else if (headers.containsKey("content-length")) {
        copy(Long.parseLong(headers.get("content-length").get(0)));
      } else {
        in.transferTo(body);
      }
      return true;
    } catch (EOFException | SocketException e) {
      return false;
    }
  }

  private void readChunks() throws IOException {
    long size = Long.parseLong(line(), 16);
    while (size > 0) {
      copy(size);
      line();
      size = Long.parseLong(line(), 16);
    }
    headers();
  }

  private void copy(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      body.write(required());
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = required(); c != '\n'; c = required()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private int required() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException("the connection ended inside a response");
    }
    return c;
  }
}
