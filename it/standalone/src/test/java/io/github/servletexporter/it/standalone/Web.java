package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Client and scraper of one application on one server. */
record Web(StandaloneServer server, String context) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  URI uri(String path) {
    return server.uri(context + path);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> send(String method, String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body)));
  }

  int status(String path) {
    return get(path).statusCode();
  }

  String text(String path) {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return body(response);
  }

  static String body(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  static int statusOf(URI uri) {
    return send(HttpRequest.newBuilder(uri)).statusCode();
  }

  /** Returns the body of an address outside an application, for example of a metrics port. */
  static String textOf(URI uri) {
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(uri));
    assertThat(response.statusCode()).as(uri.toString()).isEqualTo(200);
    return body(response);
  }

  Scrape scrape() {
    return scrape("/metrics");
  }

  Scrape scrape(String path) {
    return new Scrape(text(path));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(LIMIT).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
