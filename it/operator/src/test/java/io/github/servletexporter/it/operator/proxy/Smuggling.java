package io.github.servletexporter.it.operator.proxy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that hide another request after the position that one of two servers considers the end.
 */
final class Smuggling {
  /** The path of the hidden request. */
  static final String HIDDEN = "/echo/hidden";

  private static final String SECOND = "GET " + HIDDEN + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String CHUNKED_TAIL = "0\r\n\r\n" + SECOND;
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private Smuggling() {}

  static Map<String, String> attempts() {
    Map<String, String> attempts = new LinkedHashMap<>();
    attempts.put("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", SECOND));
    attempts.put("a list of lengths", post("Content-Length: 5, 6\r\n", SECOND));
    attempts.put("a length with a sign", post("Content-Length: +5\r\n", "hello" + SECOND));
    attempts.put("a negative length", post("Content-Length: -5\r\n", SECOND));
    attempts.put("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", CHUNKED_TAIL));
    attempts.put(
        "identity, chunked", post("Transfer-Encoding: identity, chunked\r\n", CHUNKED_TAIL));
    attempts.put("x", post("Transfer-Encoding: x\r\n", CHUNKED_TAIL));
    attempts.put("xchunked", post("Transfer-Encoding: xchunked\r\n", CHUNKED_TAIL));
    attempts.put(
        "chunked twice in a list", post("Transfer-Encoding: chunked, chunked\r\n", CHUNKED_TAIL));
    attempts.put(
        "chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", CHUNKED_TAIL));
    attempts.put("two fields", post(CHUNKED + "Transfer-Encoding: x\r\n", CHUNKED_TAIL));
    attempts.put(
        "two fields, the other first", post("Transfer-Encoding: x\r\n" + CHUNKED, CHUNKED_TAIL));
    attempts.put("a vertical tab", post("Transfer-Encoding: \u000bchunked\r\n", CHUNKED_TAIL));
    attempts.put("a quoted value", post("Transfer-Encoding: \"chunked\"\r\n", CHUNKED_TAIL));
    attempts.put("a blank before the colon", post("Transfer-Encoding : chunked\r\n", CHUNKED_TAIL));
    attempts.put(
        "HTTP/1.0 with chunks",
        "POST /echo/outer HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n"
            + CHUNKED
            + "\r\n"
            + CHUNKED_TAIL);
    return attempts;
  }

  /** Returns requests whose framing fields contradict each other. */
  static Map<String, String> lengthsBesideChunks() {
    return Map.of(
        "a length, then chunks", post("Content-Length: 5\r\n" + CHUNKED, CHUNKED_TAIL),
        "chunks, then a length", post(CHUNKED + "Content-Length: 5\r\n", CHUNKED_TAIL));
  }

  /** Returns requests that are unambiguous, or that a proxy may make unambiguous. */
  static Map<String, String> proper() {
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("a length", post("Content-Length: 5\r\n", "hello"));
    requests.put("chunks", post(CHUNKED, "5\r\nhello\r\n0\r\n\r\n"));
    requests.put(
        "chunks in capitals", post("Transfer-Encoding: CHUNKED\r\n", "5\r\nhello\r\n0\r\n\r\n"));
    return requests;
  }

  private static String post(String fields, String body) {
    return "POST /echo/outer HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
  }
}
