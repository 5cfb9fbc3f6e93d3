package io.github.servletexporter.it.springboot;

import static io.github.servletexporter.it.springboot.Situation.abandoned;
import static io.github.servletexporter.it.springboot.Situation.cancelled;
import static io.github.servletexporter.it.springboot.Situation.of;
import static io.github.servletexporter.it.springboot.Situation.request;
import static io.github.servletexporter.it.springboot.Situation.upload;

import java.util.List;

/** The situations, which are the same on every container. */
final class Situations {

  private static final String JSON = "Content-Type: application/json";
  private static final String USER = "Authorization: Basic dXNlcjpzZWNyZXQ=";
  private static final String BOUNDARY = "Content-Type: multipart/form-data; boundary=part";

  private static final String CANCELLED_STREAM = "SSE over HTTP/2 whose client cancels the stream";
  private static final String HALF_A_STREAM = "StreamingResponseBody that fails half-way";

  private Situations() {}

  static List<Situation> all() {
    return List.of(
        of("answer", request("GET", "/plain"), "200", "GET 200 /shop/plain"),
        of("path variable", request("GET", "/users/7"), "200", "GET 200 /shop/users/{id}"),
        of(
            "no handler",
            request("GET", "/nowhere"),
            "404",
            "GET 404 /shop/**",
            "handled NoResourceFoundException /shop/**"),
        of("404 of a handler", request("GET", "/missing/7"), "404", "GET 404 /shop/missing/{id}"),
        of("static file", request("GET", "/hello.txt"), "200", "GET 200 /shop/**"),
        of("redirect", request("GET", "/moved"), "302", "GET 302 /shop/moved"),
        of("forward", request("GET", "/forwarded"), "200", "GET 200 /shop/forwarded"),
        of(
            "uncaught exception",
            request("GET", "/broken"),
            "500",
            "GET 500 /shop/broken UnsupportedOperationException",
            "uncaught UnsupportedOperationException /shop/broken"),
        of(
            "@ExceptionHandler",
            request("GET", "/handled"),
            "409",
            "GET 409 /shop/handled",
            "handled IllegalArgumentException /shop/handled"),
        of(
            "ResponseStatusException",
            request("GET", "/teapot"),
            "418",
            "GET 418 /shop/teapot",
            "handled ResponseStatusException /shop/teapot"),
        of(
            "validation",
            upload("/orders", "{\"item\":\"\"}", JSON),
            "400",
            "POST 400 /shop/orders",
            "handled MethodArgumentNotValidException /shop/orders"),
        of(
            "wrong method",
            request("DELETE", "/plain"),
            "405",
            "DELETE 405 /shop/",
            "handled HttpRequestMethodNotSupportedException /shop/"),
        of(
            "unreadable body",
            upload("/orders", "{", JSON),
            "400",
            "POST 400 /shop/orders",
            "handled HttpMessageNotReadableException /shop/orders"),
        of(
            "multipart",
            upload("/upload", multipart(100), BOUNDARY),
            "200",
            "POST 200 /shop/upload"),
        of(
            "multipart that is too large",
            upload("/upload", multipart(1500), BOUNDARY),
            "413",
            "POST 413 /shop/",
            "handled MaxUploadSizeExceededException /shop/"),
        of("401 of Spring Security", request("GET", "/secure"), "401", "GET 401 /shop/"),
        of("403 of Spring Security", request("GET", "/admin", USER), "403", "GET 403 /shop/"),
        of("Callable", request("GET", "/callable"), "200", "GET 200 /shop/callable"),
        of(
            "Callable that throws",
            request("GET", "/callable/throwing"),
            "500",
            "GET 500 /shop/callable/throwing UnsupportedOperationException",
            "uncaught UnsupportedOperationException /shop/callable/throwing"),
        of(
            "Callable that times out",
            request("GET", "/callable/slow"),
            "503",
            "GET 503 /shop/callable/slow timeout",
            "handled AsyncRequestTimeoutException /shop/callable/slow",
            "timeout /shop/callable/slow"),
        of("DeferredResult", request("GET", "/deferred"), "200", "GET 200 /shop/deferred"),
        of(
            "DeferredResult that times out",
            request("GET", "/deferred/never"),
            "503",
            "GET 503 /shop/deferred/never timeout",
            "handled AsyncRequestTimeoutException /shop/deferred/never",
            "timeout /shop/deferred/never"),
        of(
            "CompletableFuture that fails",
            request("GET", "/future/failing"),
            "500",
            "GET 500 /shop/future/failing UnsupportedOperationException",
            "uncaught UnsupportedOperationException /shop/future/failing"),
        of(
            "SSE whose client leaves",
            abandoned("/events"),
            "–",
            "GET 200 /shop/events client_abort",
            "abort in write /shop/events"),
        of(
            CANCELLED_STREAM,
            cancelled("/events"),
            "–",
            "GET 200 /shop/events client_abort",
            "abort in write /shop/events"),
        of(
            HALF_A_STREAM,
            request("GET", "/stream/failing"),
            "200 cut",
            "GET 200 /shop/stream/failing UnsupportedOperationException",
            "uncaught UnsupportedOperationException /shop/stream/failing"),
        of(
            "WebSocket handshake",
            request(
                "GET",
                "/echo",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="),
            "101",
            "GET 101 /shop/echo"),
        of("Actuator", request("GET", "/actuator/health"), "200", "GET 200 /shop/actuator/health"),
        of(
            "exception in the error page",
            request("GET", "/broken-page"),
            "500",
            "GET 500 /shop/broken-page UnsupportedOperationException",
            "uncaught UnsupportedOperationException /shop/broken-page"));
  }

  /** Returns the situations as a client of a war sees them, on a server without HTTP/2. */
  static List<Situation> inWar() {
    // Spring Boot's ErrorPageFilter swallows an exception after the commit, so the body ends.
    return all().stream()
        .filter(each -> !each.name().equals(CANCELLED_STREAM))
        .map(each -> each.name().equals(HALF_A_STREAM) ? each.received("200") : each)
        .toList();
  }

  private static String multipart(int bytes) {
    return "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n"
        + "x".repeat(bytes)
        + "\r\n--part--\r\n";
  }
}
