package io.github.servletexporter.it.springboot;

import io.github.servletexporter.it.client.Http2Connection;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.util.List;

/**
 * Request, the response that its client receives, and what is counted.
 *
 * @param name description of the request
 * @param exchange sends the request and reads the response
 * @param received status that the client receives; {@code cut} follows if the body is incomplete
 * @param counted the series that grow by one, see {@link Counts}
 */
record Situation(String name, Exchange exchange, String received, List<String> counted) {

  static Situation of(String name, Exchange exchange, String received, String... counted) {
    return new Situation(name, exchange, received, List.of(counted));
  }

  /** Returns this situation with another status that the client receives. */
  Situation received(String other) {
    return new Situation(name, exchange, other, counted);
  }

  /** Exchange over a connection to a running application. */
  interface Exchange {

    /** Returns the text of the received status. */
    String with(int port) throws Exception;
  }

  /** Returns an exchange of one request without a body. */
  static Exchange request(String method, String path, String... headers) {
    return exchange(method, path, "", headers);
  }

  /** Returns an exchange of one POST request. */
  static Exchange upload(String path, String body, String... headers) {
    return exchange("POST", path, body, headers);
  }

  private static Exchange exchange(String method, String path, String body, String... headers) {
    return port -> {
      try (WireConnection connection = WireConnection.to(port)) {
        connection.send(head(method, path, body, headers) + body);
        WireResponse response = connection.receive(method);
        return response.status() + (response.complete() ? "" : " cut");
      }
    };
  }

  /** Returns an exchange in which the client leaves after the first bytes of the response. */
  static Exchange abandoned(String path) {
    return port -> {
      try (WireConnection connection = WireConnection.withReceiveBuffer(port, 1024)) {
        connection.send(head("GET", path, ""));
        connection.skip(1000);
        connection.reset();
        return "–";
      }
    };
  }

  /** Returns an exchange over HTTP/2 in which the client cancels the stream of the response. */
  static Exchange cancelled(String path) {
    return port -> {
      Http2Connection connection = Http2Connection.to(port);
      // The connection begins with HTTP/1.1; scrapes are not counted.
      connection.get(ShopServer.CONTEXT_PATH + "/metrics", "upgrade");
      connection.resetDuringResponse(ShopServer.CONTEXT_PATH + path, "cancelled", () -> {});
      return "–";
    };
  }

  private static String head(String method, String path, String body, String... headers) {
    return method
        + " "
        + ShopServer.CONTEXT_PATH
        + path
        + " HTTP/1.1\r\nHost: shop\r\n"
        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
        + String.join("", List.of(headers).stream().map(each -> each + "\r\n").toList())
        + "\r\n";
  }
}
