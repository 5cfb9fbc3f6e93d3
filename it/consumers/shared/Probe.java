package consumer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends a request and looks for it in the scrape. */
final class Probe {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Probe() {}

  /** Fails unless a request for {@code /hello} is counted under its route. */
  static void check(int port, String context) throws Exception {
    String answer = get(port, context + "/hello");
    String scrape = get(port, context + "/metrics");
    String route = "http_route=\"" + context + "/hello\"";
    boolean counted =
        scrape
            .lines()
            .filter(line -> line.startsWith("http_server_request_duration_seconds_count{"))
            .anyMatch(line -> line.contains(route) && line.matches(".* 1(\\.0)?"));
    if (!answer.equals("hello") || !counted) {
      throw new IllegalStateException("not counted: " + answer + "\n" + scrape);
    }
    System.out.println("counted: " + route);
  }

  private static String get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }
}
