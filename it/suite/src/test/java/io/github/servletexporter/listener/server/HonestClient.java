package io.github.servletexporter.listener.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Scraper that opens a connection for each scrape and gives up after five seconds. */
final class HonestClient {

  private static final int TIMEOUT_MILLIS = 5000;
  private static final byte[] REQUEST =
      "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

  private final String source;
  private final int port;

  HonestClient(String source, int port) {
    this.source = source;
    this.port = port;
  }

  /** Scrapes a number of times; returns how many scrapes were answered with 200. */
  int answered(int scrapes) {
    int answered = 0;
    for (int i = 0; i < scrapes; i++) {
      answered += isAnswered() ? 1 : 0;
    }
    return answered;
  }

  private boolean isAnswered() {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(REQUEST);
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, US_ASCII).startsWith("HTTP/1.1 200 ");
    } catch (IOException notAnswered) {
      return false;
    }
  }
}
